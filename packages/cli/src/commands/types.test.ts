import { join } from 'node:path'
import { generatedTypes } from '../generated-types/interface-text'
import { createTestFolder, runCommand } from '../test-terminal'

const template = join(__dirname, '..', '..', '..', 'destinations', 'template')

test('of one part it prints exactly its file', async () => {
  expect(await runCommand(['types', 'customerio', 'deletePerson'])).toEqual(
    expect.objectContaining({ status: 0, err: '', out: expect.stringMatching(/^\/\/ Generated file\./) as unknown })
  )
  const { out } = await runCommand(['types', template, 'savePerson'])
  expect(out).toBe(
    generatedTypes('Payload', {
      id: { label: '', description: 'The ID of the person in your own database.', type: 'string', required: true },
      email: { label: '', description: 'Where the person gets mail.', type: 'string' },
      attributes: { label: '', description: 'Everything else to save.', type: 'object' }
    })
  )
})

test('only an action whose endpoint takes several items has the fields by which Segment batches', async () => {
  expect((await runCommand(['types', template, 'savePerson'])).out).not.toContain('enable_batching')
  expect((await runCommand(['types', template, 'trackEvent'])).out).toContain('enable_batching')
})

test('of a whole destination it prints every file under its place', async () => {
  const { out } = await runCommand(['types', template])
  expect(Array.from(out.matchAll(/^\/\/ (\S+)$/gm), ([, path]) => path)).toEqual([
    'generated-types.ts',
    'savePerson/generated-types.ts',
    'trackEvent/generated-types.ts'
  ])
  const { out: json } = await runCommand(['types', template, '--json'])
  expect(Object.keys(JSON.parse(json) as object)).toEqual(['settings', 'savePerson', 'trackEvent'])
})

describe('what it cannot print', () => {
  const files = createTestFolder()
  afterAll(files.remove)

  test.each([
    [
      'a destination that does not exist',
      ['nope'],
      /^There is no destination "nope" and no such folder; choose one of/
    ],
    ['a part that does not exist', [template, 'nope'], /^acme has no "nope"; choose one of settings, savePerson/],
    ['a folder that holds no destination', [files.folder], /has no index\.ts; name the folder of one destination\.$/m]
  ])('%s', async (_what, args, message) => {
    const { status, out, err } = await runCommand(['types', ...args])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(message)
  })

  test.each([
    ['that cannot be read', 'export const acme = {', /index\.ts:1:\d+: .*; correct the syntax there\.\n$/],
    ['that throws', 'throw new Error("one\\ntwo")', /index\.ts:1:\d+: Error: one; correct the definition\.\n$/],
    ['that exports no destination', 'export const acme = {}', /must export exactly one destination.*it exports 0\.\n$/]
  ])('a file %s is told in one sentence', async (_what, source, message) => {
    files.write('index.ts', source)
    const { status, err } = await runCommand(['types', files.folder])
    expect(status).toBe(2)
    expect(err).toMatch(message)
    expect(err).not.toMatch(/\n\s+at /)
  })
})
