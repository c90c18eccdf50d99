import { writeFileSync } from 'node:fs'
import { createAcmeFolder } from '../../test/acme-folder'
import { createManualWatch } from '../../test/manual-watch'
import { openCatalogue } from './catalogue'
import type { Catalogue, Entry } from './catalogue'
import { watchFiles } from './watch-files'

let folder: ReturnType<typeof createAcmeFolder>
let manual: ReturnType<typeof createManualWatch>
let catalogue: Catalogue

beforeEach(async () => {
  folder = createAcmeFolder()
  manual = createManualWatch()
  catalogue = await openCatalogue({ directory: folder.directory, watch: manual.watch })
})

afterEach(async () => {
  await catalogue.close()
  folder.remove()
})

/** Resolves to what was loaded anew. */
const next = (act: () => void): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const end = catalogue.onChange((slugs) => {
      end()
      resolve(slugs)
    })
    act()
  })

const saved = (...names: readonly string[]): Promise<readonly string[]> =>
  next(() => manual.change(...names.map((name) => folder.path(name))))

const entryOf = (slug: string): Entry => {
  const entry = catalogue.find(slug)
  if (entry === undefined) throw new Error(`There is no ${slug}.`)
  return entry
}

const titleOf = (slug: string): string | undefined => {
  const { definition } = entryOf(slug)
  return definition?.kind === 'declared' ? definition.destination.actions['trackEvent']?.title : undefined
}

describe('a directory outside of the repository', () => {
  test('is loaded, TypeScript as it is, with its examples', () => {
    const entry = entryOf('acme')
    expect(entry).toMatchObject({ slug: 'acme', definition: { kind: 'declared', destination: { name: 'Acme' } } })
    expect(entry.problem).toBeUndefined()
    expect(entry.definition?.kind === 'declared' && entry.definition.examples?.examples).toHaveLength(1)
  })

  test('may be the folder of one destination itself', async () => {
    const one = await openCatalogue({ directory: folder.path('acme'), watch: createManualWatch().watch })
    expect(one.entries().map(({ slug }) => slug)).toEqual(['acme'])
  })

  test('may be asked for one of its destinations', async () => {
    folder.write('other/index.ts', 'export {}')
    const one = await openCatalogue({ directory: folder.directory, only: 'acme', watch: createManualWatch().watch })
    expect(one.entries().map(({ slug }) => slug)).toEqual(['acme'])
  })

  test('that is not there holds nothing', async () => {
    const none = await openCatalogue({ directory: folder.path('none'), watch: createManualWatch().watch })
    expect(none.entries()).toEqual([])
  })
})

describe('a file that is saved', () => {
  test('is read again, however deep it is', async () => {
    folder.edit('acme/actions/track-event.ts', "title: 'Track Event'", "title: 'Changed'")
    expect(await saved('acme/actions/track-event.ts')).toEqual(['acme'])
    expect(titleOf('acme')).toBe('Changed')
    expect(entryOf('acme').generation).toBe(2)
  })

  test('concerns no destination but its own; one beside the folders concerns all', async () => {
    folder.write('other/index.ts', 'export {}')
    expect(await saved('other/index.ts')).toEqual(['other'])
    expect(await saved('acme/settings.ts')).toEqual(['acme'])
    expect(await saved('shared.ts')).toEqual(['acme', 'other'])
  })

  test('while others are read is read after them', async () => {
    const both = next(() => {
      manual.change(folder.path('acme/index.ts'))
      folder.edit('acme/actions/track-event.ts', "title: 'Track Event'", "title: 'Late'")
      manual.change(folder.path('acme/actions/track-event.ts'))
    })
    await both
    await next(() => undefined)
    expect(titleOf('acme')).toBe('Late')
  })

  test('in a new folder makes a new destination; a folder that goes away takes its destination along', async () => {
    folder.write('globex/index.ts', folder.read('acme/index.ts').replaceAll("'./", "'../acme/"))
    expect(await saved('globex/index.ts')).toEqual(['globex'])
    expect(catalogue.entries().map(({ slug }) => slug)).toEqual(['acme', 'globex'])
    folder.remove('globex')
    expect(await saved('globex/index.ts')).toContain('globex')
    expect(catalogue.find('globex')).toBeUndefined()
  })

  test('on disk is noticed without being told', async () => {
    const watching = await openCatalogue({ directory: folder.directory, watch: watchFiles })
    const noticed = new Promise<readonly string[]>((resolve) => {
      watching.onChange(resolve)
    })
    folder.edit('acme/actions/track-event.ts', "title: 'Track Event'", "title: 'On disk'")
    expect(await noticed).toEqual(['acme'])
    await watching.close()
  })
})

describe('a definition that cannot be loaded', () => {
  const broken: readonly (readonly [string, string, string, string, RegExp])[] = [
    [
      'a mistake in the syntax',
      'acme/actions/track-event.ts',
      'title: ',
      'title: = ',
      /actions\/track-event\.ts:5:\d+: Unexpected token.*; correct the syntax/
    ],
    [
      'a name that is not there',
      'acme/actions/track-event.ts',
      "title: 'Track Event'",
      'title: titel',
      /actions\/track-event\.ts:5:\d+: ReferenceError: titel is not defined; correct the definition/
    ],
    [
      'an error that is thrown',
      'acme/settings.ts',
      'export const settings',
      "throw new Error('No luck.')\nexport const settings",
      /settings\.ts:3:\d+: Error: No luck; correct/
    ],
    [
      'a file that is not there',
      'acme/index.ts',
      './settings',
      './setings',
      /acme\/index\.ts:4: ".\/setings" cannot be found; check the path/
    ],
    [
      'a package that is not there',
      'acme/index.ts',
      '@waybill/kit',
      '@waybill/kid',
      /acme\/index\.ts:1: "@waybill\/kid" cannot be found; install that package/
    ],
    [
      'no destination',
      'acme/index.ts',
      'export const acme',
      'const acme',
      /acme\/index\.ts: .*exports no destination; export what defineDestination\(\) returns/
    ],
    [
      'an action that is not there',
      'acme/index.ts',
      'actions: { trackEvent,',
      'actions: { trackEvent: undefined,',
      /the action "trackEvent" is missing/
    ],
    [
      'an action without items',
      'acme/actions/track-event.ts',
      'items: (',
      'itms: (',
      /the action "trackEvent" needs a function "items"/
    ],
    [
      'a preset of no action',
      'acme/index.ts',
      "partnerAction: 'trackEvent', subscribe: 'type = \"page\"",
      "partnerAction: 'trckEvent', subscribe: 'type = \"page\"",
      /the preset "Pages" names no action/
    ],
    ['no headers', 'acme/index.ts', 'headers: (', 'header: (', /"authentication" with a function "headers"/]
  ]

  test.each(broken)('for %s leaves the last good one in use and says where', async (_what, file, from, to, problem) => {
    const before = entryOf('acme').definition
    folder.edit(file, from, to)
    await saved(file)
    expect(entryOf('acme').problem).toMatch(problem)
    expect(entryOf('acme').problem).toMatch(/\. The last good definition stays in use\.$/)
    expect(entryOf('acme').problem).not.toMatch(/\n|node_modules/)
    expect(entryOf('acme').definition).toBe(before)
  })

  test('is in use again when it is mended', async () => {
    folder.edit('acme/index.ts', "name: 'Acme'", 'name: nobody')
    await saved('acme/index.ts')
    folder.edit('acme/index.ts', 'name: nobody', "name: 'Mended'")
    await saved('acme/index.ts')
    expect(entryOf('acme')).toMatchObject({ definition: { destination: { name: 'Mended' } } })
    expect(entryOf('acme').problem).toBeUndefined()
  })

  test('from the start is listed with its problem', async () => {
    folder.write('other/index.ts', 'export const x: = 1')
    await saved('other/index.ts')
    expect(entryOf('other')).toMatchObject({
      slug: 'other',
      problem: expect.stringMatching(/other\/index\.ts:1:\d+: /) as unknown
    })
    expect(entryOf('other').definition).toBeUndefined()
  })

  test('only for its examples is in use without them', async () => {
    writeFileSync(folder.path('acme/examples.ts'), 'export const examples = 7')
    await saved('acme/examples.ts')
    const { definition, problem } = entryOf('acme')
    expect(problem).toMatch(/acme\/examples\.ts: .*exports no examples.* Until then there are no examples\.$/)
    expect(definition?.kind === 'declared' && definition.examples).toBeUndefined()
    expect(titleOf('acme')).toBe('Track Event')
  })
})

test("a definition for Segment's own runtime is taken as what it is", async () => {
  folder.write(
    'plain/index.ts',
    "export default { name: 'Plain', mode: 'cloud', actions: { act: { title: 'Act', fields: {}, perform: () => 1 } } }"
  )
  await saved('plain/index.ts')
  expect(entryOf('plain')).toMatchObject({ definition: { kind: 'segment', definition: { name: 'Plain' } } })
})
