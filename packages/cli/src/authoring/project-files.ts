import { basename, join } from 'node:path'
import { isJsonObject } from '@waybill/kit'
import { readManifest } from './repository'
import type { Files } from './template'

/** What a project of a user's own needs to check and test destinations: the versions that Waybill itself is tested with. */
export const TOOLS: Readonly<Record<string, string>> = {
  '@jest/globals': '30.5.2',
  '@segment/actions-core': '3.170.0',
  '@swc/core': '1.16.22',
  '@swc/jest': '0.2.39',
  '@types/jest': '30.0.0',
  jest: '30.5.2',
  nock: '14.0.17',
  typescript: '7.0.2'
}

/** Later versions break Segment's runtime: docs/decisions/0006-segment-pins.md. */
export const OVERRIDES: Readonly<Record<string, string>> = { 'fast-uri': '3.1.5' }

const ownVersion = (): string => String(readManifest(join(__dirname, '..', '..', 'package.json'))['version'])

/** The files of a project that has none of them yet. */
export const projectFiles = (folder: string): Files => ({
  'package.json': json({
    name: basename(folder)
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-'),
    private: true,
    scripts: { test: 'jest', types: 'tsc' },
    dependencies: { '@waybill/cli': ownVersion(), '@waybill/kit': ownVersion() },
    devDependencies: TOOLS,
    overrides: OVERRIDES
  }),
  'tsconfig.json': json({
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023'],
      module: 'preserve',
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['jest']
    },
    include: ['**/*.ts']
  }),
  'jest.config.cjs': JEST_CONFIG
})

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const JEST_CONFIG = `/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } }
    ]
  }
}
`

/** What a project still has to install, as npm takes it. */
export function missingTools(folder: string): readonly string[] {
  const { dependencies, devDependencies } = readManifest(join(folder, 'package.json'))
  const declared = new Set(
    [dependencies, devDependencies].flatMap((each) => (isJsonObject(each) ? Object.keys(each) : []))
  )
  return Object.entries({ '@waybill/kit': ownVersion(), ...TOOLS }).flatMap(([name, version]) =>
    declared.has(name) ? [] : [`${name}@${version}`]
  )
}

/** The overrides that a project does not have, as `npm pkg set` takes them. */
export function missingOverrides(folder: string): readonly string[] {
  const { overrides } = readManifest(join(folder, 'package.json'))
  return Object.entries(OVERRIDES).flatMap(([name, version]) =>
    isJsonObject(overrides) && overrides[name] !== undefined ? [] : [`overrides.${name}=${version}`]
  )
}
