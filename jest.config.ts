/** @jest-config-loader esbuild-register */
import type { Config } from 'jest'

// A zone with a half-hour offset and daylight saving: code that reads local time fails here, not at a user's.
process.env['TZ'] = 'America/St_Johns'

const config: Config = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@waybill/source', 'node', 'node-addons'] },
  testMatch: [
    '<rootDir>/packages/*/src/**/*.test.ts',
    '<rootDir>/packages/destinations/template/*.test.ts',
    '<rootDir>/test/**/*.test.ts'
  ],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline'
      }
    ]
  },
  // For what is stuck, not for what is slow: a busy machine is no mistake.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/test/build-page.ts',
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['packages/*/src/**/*.ts', '!**/*.test.ts', '!**/*.test-d.ts']
}

export default config
