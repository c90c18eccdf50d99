import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { destinations } from '@waybill/destinations'

const ROOT = join(__dirname, '..')

/** Who may import whom, as ARCHITECTURE.md draws it. The command line is the only place that knows everything. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  destinations: ['kit'],
  runner: ['kit'],
  sandbox: [],
  'browser-destinations': [],
  server: ['kit', 'runner'],
  console: ['server'],
  cli: ['console', 'destinations', 'kit', 'runner', 'sandbox', 'server']
}

/** Packages that do no I/O: they see no disk, no network, no clock and no randomness. */
const PURE = ['kit', 'destinations']

const IMPORT = /(?:^|\n)\s*(import|export)\s(type\s)?[^'"`;]*?from\s+'([^']+)'|(?:import|require)\('([^']+)'\)/g

interface Import {
  readonly file: string
  readonly specifier: string
  readonly isType: boolean
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test|\.test-d)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function importsOf(file: string): readonly Import[] {
  return Array.from(readFileSync(file, 'utf8').matchAll(IMPORT), ([, , type, from, called]) => ({
    file: relative(ROOT, file),
    specifier: from ?? called ?? '',
    isType: type !== undefined
  }))
}

const withoutComments = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')

const importsOfPackage = (name: string): readonly Import[] =>
  sourceFiles(join(ROOT, 'packages', name, 'src')).flatMap(importsOf)

interface Manifest {
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8')) as Manifest

/** What a package can be imported by. */
const entriesOf = (name: string): readonly string[] =>
  Object.keys(manifestOf(name).exports ?? {}).map((entry) => `@waybill/${name}${entry.slice(1)}`)

const PACKAGES = readdirSync(join(ROOT, 'packages'))

test('every package has its place in the drawing', () => {
  expect(PACKAGES.toSorted()).toEqual(Object.keys(ARROWS).toSorted())
})

describe.each(Object.entries(ARROWS))('%s', (name, allowed) => {
  const imports = importsOfPackage(name)

  test('imports of ours only what the arrows allow, and only entries, never files inside', () => {
    const entries = new Set(allowed.flatMap(entriesOf))
    const ours = imports.filter(({ specifier }) => specifier.startsWith('@waybill/'))
    expect(ours.filter(({ specifier }) => !entries.has(specifier))).toEqual([])
  })

  test('declares exactly the packages of ours that it imports', () => {
    // The console is built before it is published: it needs nothing of ours where it is installed.
    const { dependencies, devDependencies } = manifestOf(name)
    const declared = Object.keys((name === 'console' ? devDependencies : dependencies) ?? {}).filter((dependency) =>
      dependency.startsWith('@waybill/')
    )
    const used = imports.flatMap(({ specifier }) => /^@waybill\/\w+/.exec(specifier)?.[0] ?? [])
    expect(declared.toSorted()).toEqual([...new Set(used)].toSorted())
  })

  test('never reaches out of its own source folder by a relative path', () => {
    const source = join(ROOT, 'packages', name, 'src') + sep
    const outside = imports.filter(
      ({ file, specifier }) =>
        specifier.startsWith('.') && !`${resolve(ROOT, dirname(file), specifier)}${sep}`.startsWith(source)
    )
    expect(outside).toEqual([])
  })
})

describe('what is pure stays pure', () => {
  test.each(PURE)('%s imports nothing of Node', (name) => {
    const builtin = importsOfPackage(name).filter(({ specifier }) => specifier.startsWith('node:'))
    expect(builtin).toEqual([])
  })

  test.each(PURE)('%s reads no clock, draws no lot and opens no connection', (name) => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(|\bsetTimeout\(|\bprocess\./
    const found = sourceFiles(join(ROOT, 'packages', name, 'src')).filter((file) =>
      impure.test(withoutComments(readFileSync(file, 'utf8')))
    )
    expect(found.map((file) => relative(ROOT, file))).toEqual([])
  })
})

test('what runs in the pages of others brings nothing along, and no destination the code of another', () => {
  const folder = join('packages', 'browser-destinations', 'src')
  const foreign = importsOfPackage('browser-destinations').filter(({ file, specifier, isType }) => {
    if (!specifier.startsWith('.')) return !isType
    const [unit] = relative(folder, file).split(sep)
    const [imported] = relative(join(ROOT, folder), resolve(ROOT, dirname(file), specifier)).split(sep)
    return imported !== unit && imported !== 'runtime' && imported !== 'values'
  })
  expect(foreign).toEqual([])
})

test("Segment's packages are imported behind one entry of the kit, and by what is written into Segment's repository", () => {
  const folders = [
    join('packages', 'kit', 'src', 'segment'),
    join('packages', 'cli', 'src', 'segment-export', 'carried')
  ]
  const outside = PACKAGES.flatMap(importsOfPackage).filter(
    ({ file, specifier, isType }) =>
      specifier.startsWith('@segment/') && !isType && !folders.some((folder) => file.startsWith(folder))
  )
  expect(outside).toEqual([])
})

test("nothing of the command line runs what it writes into Segment's repository", () => {
  const running = importsOfPackage('cli').filter(({ specifier }) => specifier.includes('/carried/'))
  expect(running).toEqual([])
})

test('the console imports types of ours only: a browser gets none of our code', () => {
  const ours = importsOfPackage('console').filter(({ specifier }) => /^(?:@waybill\/|node:)/.test(specifier))
  expect(ours.length).toBeGreaterThan(0)
  expect(ours.filter(({ isType }) => !isType)).toEqual([])
})

test.each(['runner', 'server'])('no source file of the %s names a destination', (name) => {
  const slugs = Object.keys(destinations)
  const named = sourceFiles(join(ROOT, 'packages', name, 'src')).filter((file) =>
    slugs.some((slug) => new RegExp(`\\b${slug}\\b`).test(readFileSync(file, 'utf8')))
  )
  expect(named.map((file) => relative(ROOT, file))).toEqual([])
})

describe('destinations', () => {
  const folder = join(ROOT, 'packages', 'destinations', 'src')
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : []
  )

  test('every folder is registered under its name', () => {
    expect(Object.keys(destinations).toSorted()).toEqual(names.toSorted())
  })

  test.each(names)('%s has the same files as its siblings', (name) => {
    const expected = [
      'README.md',
      'actions',
      'endpoints.ts',
      'examples.ts',
      'index.ts',
      'settings.ts',
      `${name}.test.ts`
    ]
    expect(expected.filter((file) => !existsSync(join(folder, name, file)))).toEqual([])
  })

  test.each(names)('%s imports neither a sibling nor anything but the kit', (name) => {
    const foreign = sourceFiles(join(folder, name))
      .flatMap(importsOf)
      .filter(({ file, specifier }) =>
        specifier.startsWith('.')
          ? !`${resolve(ROOT, dirname(file), specifier)}${sep}`.startsWith(join(folder, name) + sep)
          : specifier !== '@waybill/kit'
      )
    expect(foreign).toEqual([])
  })
})
