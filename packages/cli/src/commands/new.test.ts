import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OVERRIDES, TOOLS } from '../authoring/project-files'
import { createTestFolder, runCommand } from '../test-terminal'

// Compilers, formatters and test runners are started as commands here.
jest.setTimeout(120_000)

const root = join(__dirname, '..', '..', '..', '..')
const here = process.cwd()
const files = createTestFolder()

afterEach(() => process.chdir(here))
afterAll(files.remove)

/** A folder with the packages of this repository, as an installation would put them there. */
function project(name: string): string {
  const folder = files.path(name)
  mkdirSync(folder)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** A checkout of Waybill, as far as the commands look at it. */
function checkout(name: string): string {
  const folder = project(name)
  mkdirSync(join(folder, 'packages', 'destinations', 'src'), { recursive: true })
  for (const file of ['package.json', '.prettierrc.json', join('packages', 'destinations', 'src', 'index.ts')]) {
    cpSync(join(root, file), join(folder, file))
  }
  return folder
}

/** Runs a command of the packages of this repository. */
const node = (cwd: string, command: string, ...args: readonly string[]) =>
  execFileSync(process.execPath, [join(root, 'node_modules', command), ...args], { cwd, stdio: 'pipe' })

const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8')

describe('in a project of a user', () => {
  test('what new and new-action make compiles and passes its tests at once', async () => {
    const folder = project('outside')
    process.chdir(folder)
    const { status, out, err } = await runCommand(['new', 'globex-cloud'])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain('Next:\n  npm install\n  npx jest globex-cloud\n  npx tsc\n')
    expect((await runCommand(['new-action', './globex-cloud', 'rename-person', '--endpoint', 'people'])).status).toBe(0)
    expect((await runCommand(['new-action', './globex-cloud', 'track-purchase', '--endpoint', 'events'])).status).toBe(
      0
    )

    // The packages of this repository are not built here: its sources stand in for them.
    const source = { testEnvironmentOptions: { customExportConditions: ['@waybill/source', 'node', 'node-addons'] } }
    const config = { ...jest.requireActual<object>(join(folder, 'jest.config.cjs')), ...source, rootDir: folder }
    writeFileSync(join(folder, 'jest.test.json'), JSON.stringify(config))
    expect(() => node(folder, 'typescript/bin/tsc', '--customConditions', '@waybill/source')).not.toThrow()
    node(
      folder,
      'jest/bin/jest.js',
      '--config',
      'jest.test.json',
      '--runInBand',
      '--json',
      '--outputFile',
      'result.json'
    )
    expect(JSON.parse(read(folder, 'result.json'))).toMatchObject({ success: true, numTotalTestSuites: 1 })
    expect(read(folder, 'globex-cloud', 'README.md')).not.toContain('fields:')
  })

  test('its package.json stays as it is; what it lacks is told', async () => {
    const folder = project('existing')
    writeFileSync(join(folder, 'package.json'), '{ "devDependencies": { "jest": "30.0.0" } }')
    writeFileSync(join(folder, 'jest.config.js'), '')
    process.chdir(folder)
    const { out } = await runCommand(['new', 'globex', '--directory', 'vendors', '--title', 'Globex & Co', '--json'])
    const made = JSON.parse(out) as { readonly folder: string; readonly created: string[]; readonly next: string[] }
    expect(made.folder).toBe(join('vendors', 'globex'))
    expect(made.created).toEqual(expect.arrayContaining([join('vendors', 'globex', 'index.ts'), 'tsconfig.json']))
    expect(made.next).toEqual([
      'npm pkg set overrides.fast-uri=3.1.5',
      expect.stringMatching(/^npm install --save-dev --save-exact @waybill\/kit@\S+ (?!.* jest@).*nock@14\.0\.17/),
      `npx jest ${join('vendors', 'globex')}`,
      'npx tsc'
    ])
    expect(existsSync(join(folder, 'jest.config.cjs'))).toBe(false)
    expect(read(folder, 'package.json')).toBe('{ "devDependencies": { "jest": "30.0.0" } }')
    expect(read(folder, 'vendors', 'globex', 'index.ts')).toMatch(/name: .Globex & Co.,/)
  })
})

describe('in a checkout of Waybill', () => {
  test.each(['ab', 'a-name-that-is-longer-than-most-names-of-vendors-are'])(
    '%s is put among the others, registered, formatted, and its README tells its fields',
    async (slug) => {
      const folder = checkout(slug)
      const registry = read(folder, 'packages', 'destinations', 'src', 'index.ts')
      process.chdir(join(folder, 'packages'))
      expect((await runCommand(['new', slug])).out).toContain(join('destinations', 'src', 'index.ts'))
      expect((await runCommand(['new-action', slug, 'track-purchase'])).status).toBe(0)
      process.chdir(folder)
      const made = JSON.parse((await runCommand(['types', slug, '--json'])).out) as object
      expect(Object.keys(made)).toEqual(['settings', 'savePerson', 'trackEvent', 'trackPurchase'])

      const source = join(folder, 'packages', 'destinations', 'src')
      const written = [
        'index.ts',
        ...['README.md', 'index.ts', 'examples.ts', `${slug}.test.ts`].map((file) => join(slug, file))
      ]
      expect(() => node(source, 'prettier/bin/prettier.cjs', '--check', ...written)).not.toThrow()
      const added = read(source, 'index.ts')
        .split('\n')
        .filter((line) => !registry.includes(line))
      expect(added.filter((line) => line.startsWith('import'))).toHaveLength(1)
      expect(added.join('\n')).toMatch(/\.slug\]: /)
      expect(read(source, slug, 'README.md')).toContain('### Track Purchase (`trackPurchase`)')
      expect(read(source, slug, 'README.md')).toContain('| `apiKey`')
    }
  )

  test('an action of an endpoint with a route and slots writes its item as the endpoint wants it', async () => {
    const folder = checkout('routed')
    process.chdir(folder)
    await runCommand(['new', 'initech'])
    const path = join('packages', 'destinations', 'src', 'initech')
    const endpoints = read(path, 'endpoints.ts')
    writeFileSync(
      join(path, 'endpoints.ts'),
      `${endpoints}\nexport const orders = defineEndpoint(settings, {
  docs: 'https://initech.example/docs/orders',
  route: ['id'],
  slots: ['made', 'cancelled'],
  request: ({ route: { id }, slots }) => ({ method: 'POST', url: \`https://initech.example/orders/\${id}\`, json: slots }),
  limits: {}
})\n`
    )
    expect((await runCommand(['new-action', 'initech', 'track-order', '--endpoint', 'orders'])).status).toBe(0)
    expect(read(path, 'actions', 'track-order.ts')).toContain('[{ route: { id }, body: { made: { name, data } } }]')
    expect(read(path, 'examples.ts')).toContain("url: 'https://initech.example/orders/u-1'")
    expect(read(path, 'examples.ts')).toContain("json: { made: [{ name: 'Signed Up', data: { plan: 'pro' } }] }")
  })
})

describe('what is refused', () => {
  test.each([
    [['new', 'Foo_Bar'], /^"Foo_Bar" cannot be the name .* such as foo-bar\.$/],
    [
      ['new', '!!'],
      /^"!!" cannot be the name of a folder and of code: use lower-case letters, digits and single hyphens\.$/
    ],
    [['new', '../up'], /^"\.\.\/up" cannot be the name/],
    [['new', 'class'], /^"class" is a word of JavaScript/],
    [['new', 'settings'], /^"settings" would be called like something that every destination has/],
    [['new', 'customerio'], /^There is a destination "customerio" already/],
    [['new', 'globex', '--title', "it's"], /^"it's" cannot be a title/],
    [['new', 'globex', '--title', 'Globex Inc.'], /^"Globex Inc\." cannot be a title/],
    [['new-action', 'nope', 'track-order'], /^There is no destination "nope"/],
    [['new-action', './taken', 'Track Order'], /^"Track Order" cannot be the name .* such as track-order\.$/],
    [['new-action', './taken', 'track-event'], /^taken has an action "trackEvent" already/],
    [['new-action', './taken', 'follow', '--title', 'Track Event'], /^taken has an action titled "Track Event"/],
    [
      ['new-action', './taken', 'follow', '--endpoint', 'nope'],
      /has no endpoint "nope"; choose one of people, events\.$/
    ],
    [['new', 'taken'], /^taken exists already; nothing was written\.$/]
  ])('%j, in one sentence', async (args, message) => {
    const folder = files.path('refusing')
    if (!existsSync(folder)) {
      process.chdir(files.folder)
      project('refusing')
      process.chdir(folder)
      await runCommand(['new', 'taken'])
    }
    process.chdir(folder)
    const { status, out, err } = await runCommand(args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err.trimEnd()).toMatch(message)
  })
})

test('a project of a user gets the versions that this repository is tested with', () => {
  const { devDependencies, overrides } = JSON.parse(read(root, 'package.json')) as {
    readonly devDependencies: Record<string, string>
    readonly overrides: Record<string, string>
  }
  for (const [name, version] of Object.entries(TOOLS)) expect([name, devDependencies[name]]).toEqual([name, version])
  expect(OVERRIDES).toEqual(overrides)
})
