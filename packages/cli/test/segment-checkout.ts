import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(__dirname, '..', '..', '..')

// The options of https://github.com/segmentio/action-destinations, as far as they bear on a destination.
const FILES: Readonly<Record<string, object>> = {
  'package.json': {
    private: true,
    prettier: { semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 }
  },
  'tsconfig.json': {
    compilerOptions: {
      target: 'es2020',
      lib: ['es2020'],
      module: 'commonjs',
      moduleResolution: 'node',
      strict: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      useUnknownInCatchVariables: false,
      isolatedModules: true,
      esModuleInterop: true,
      resolveJsonModule: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node', 'jest']
    },
    include: ['packages/destination-actions/src']
  },
  'oxlint.json': {
    plugins: ['typescript', 'oxc'],
    categories: { correctness: 'error' },
    rules: {
      'typescript/no-explicit-any': 'error',
      'typescript/ban-ts-comment': 'error',
      'typescript/no-non-null-assertion': 'error',
      'no-prototype-builtins': 'error',
      'no-unexpected-multiline': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'prefer-const': 'error'
    }
  }
}

export const DESTINATIONS = join('packages', 'destination-actions', 'src', 'destinations')

/** A folder that looks like a checkout of Segment's repository to who exports into it, compiles and tests. */
export function createCheckout(folder: string, { isInstalled = true } = {}) {
  mkdirSync(join(folder, DESTINATIONS), { recursive: true })
  if (isInstalled) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), JSON.stringify(content))
  return {
    folder,
    path: (...parts: readonly string[]): string => join(folder, DESTINATIONS, ...parts),
    read: (...parts: readonly string[]): string => readFileSync(join(folder, DESTINATIONS, ...parts), 'utf8'),
    /** The files of a destination, by their path in its folder. */
    files: (slug: string): readonly string[] =>
      readdirSync(join(folder, DESTINATIONS, slug), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, DESTINATIONS, slug).length + 1)),
    /** Runs a command of the installed packages in the checkout; its output, and whether it was content. */
    run: (command: string, ...args: readonly string[]): { readonly ok: boolean; readonly out: string } => {
      try {
        const options = { cwd: folder, env: { ...process.env, TZ: 'UTC' }, stdio: 'pipe', encoding: 'utf8' } as const
        return {
          ok: true,
          out: execFileSync(process.execPath, [join(ROOT, 'node_modules', command), ...args], options)
        }
      } catch (error) {
        const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string }
        return { ok: false, out: stdout + stderr }
      }
    }
  }
}

export type Checkout = ReturnType<typeof createCheckout>

/**
 * Makes the exported tests runnable by this repository's Jest: their snapshots are printed as Jest 27 does, whose files
 * begin with another address; and all tests but those of snapshots are gathered in one file for each destination, since
 * loading Segment's core for each costs most of the time.
 */
export function prepareJest(checkout: Checkout, slugs: readonly string[]): void {
  for (const slug of slugs) {
    const snapshot = checkout.path(slug, '__tests__', '__snapshots__', 'snapshot.test.ts.snap')
    const text = readFileSync(snapshot, 'utf8')
    writeFileSync(snapshot, text.replace('https://goo.gl/fbAQLP', 'https://jestjs.io/docs/snapshot-testing'))
    const tests = checkout.files(slug).filter((file) => file.endsWith('index.test.ts'))
    const gathered = tests.map((file) => `require(${JSON.stringify(checkout.path(slug, file))})`).join('\n')
    writeFileSync(checkout.path(slug, '__tests__', 'gathered.test.ts'), gathered)
  }
  const config = {
    rootDir: checkout.folder,
    testMatch: ['**/gathered.test.ts', '**/snapshot.test.ts'],
    transform: {
      '\\.ts$': [
        '@swc/jest',
        { jsc: { parser: { syntax: 'typescript' }, target: 'es2020' }, module: { type: 'commonjs' } }
      ]
    },
    snapshotFormat: { escapeString: true, printBasicPrototype: true }
  }
  writeFileSync(join(checkout.folder, 'jest.config.json'), JSON.stringify(config))
}
