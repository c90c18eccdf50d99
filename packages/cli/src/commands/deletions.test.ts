import { createTestFolder, runCommand } from '../test-terminal'

const { write, path, folder, remove } = createTestFolder()
afterAll(remove)

const REQUESTED = {
  kind: 'requested',
  at: 1_700_000_000_000,
  id: 'd-1',
  userId: 'ada',
  anonymousId: null,
  source: 'erasure',
  instances: ['braze', 'customerio']
}

const ENDED = {
  kind: 'ended',
  at: 1_700_000_001_000,
  id: 'd-1',
  userId: 'ada',
  anonymousId: null,
  instance: 'braze',
  subscription: 'Deletion requests',
  outcome: 'rejected',
  reason: 'No such user.',
  attempts: 2,
  unknown: true,
  request: {
    at: 1_700_000_000_900,
    method: 'POST',
    url: 'https://braze.example/users/delete',
    bodySha256: '…',
    body: null,
    answer: { kind: 'response', status: 404, body: '{"message":"No such user."}' }
  }
}

const OTHER = { ...REQUESTED, id: 'd-2', userId: null, anonymousId: 'a-2', instances: [] }

test('shows what a destination refused, and what waits, and says by its status that not all is done', async () => {
  write('deletions.jsonl', [REQUESTED, ENDED, OTHER].map((record) => `${JSON.stringify(record)}\n`).join(''))
  expect(await runCommand(['deletions', '--data', folder])).toMatchObject({
    status: 1,
    err: '',
    out: `ada, asked for 2023-11-14T22:13:20.000Z by erasure, request d-1
  braze       rejected  2023-11-14T22:13:21.000Z  No such user.
              POST https://braze.example/users/delete → 404 {"message":"No such user."}
              It may have been sent twice.
  customerio  waiting

a-2, asked for 2023-11-14T22:13:20.000Z by erasure, request d-2

2 deletion requests: 1 carried out, 1 not yet.
`
  })
  const ofOther = await runCommand(['deletions', '--data', folder, '--user', 'a-2'])
  expect(ofOther).toMatchObject({ status: 0 })
  expect(ofOther.out).not.toContain('ada')
})

test('one of which only the end is on record is shown, too', async () => {
  write('deletions.jsonl', `${JSON.stringify({ ...ENDED, outcome: 'delivered', reason: null, request: null })}\n`)
  const ran = await runCommand(['deletions', '--data', folder])
  expect(ran.status).toBe(0)
  expect(ran.out).toMatch(/^ada, asked for at a time not on record, request d-1\n {2}braze {2}delivered/)
})

test('nothing was asked for where there is no record', async () => {
  write('none/queue.db', '')
  expect(await runCommand(['deletions', '--data', path('none')])).toMatchObject({
    status: 0,
    out: '0 deletion requests: 0 carried out, 0 not yet.\n'
  })
})

test('a folder that is not there is no all-clear', async () => {
  expect(await runCommand(['deletions', '--data', path('nowhere')])).toMatchObject({
    status: 2,
    out: '',
    err: `There is no data folder ${path('nowhere')} (ENOENT); name that of the service with --data or WAYBILL_DATA.\n`
  })
})

test('of somebody whom no request is about it says so', async () => {
  write('deletions.jsonl', `${JSON.stringify(REQUESTED)}\n`)
  const ran = await runCommand(['deletions', '--data', folder, '--user', 'bob'])
  expect(ran).toMatchObject({ status: 0, out: 'No request about bob is recorded.\n' })
})

const recordOf = (userId: string): string => `${JSON.stringify({ ...REQUESTED, userId, instances: [] })}\n`
const shown = async (args: readonly string[], environment: Readonly<Record<string, string>>) =>
  (await runCommand(['deletions', ...args], { environment })).out.split(',')[0]

test('without --data a configuration that is named says where, with none of its other variables set', async () => {
  write('named/deletions.jsonl', recordOf('of the configuration'))
  write('other/deletions.jsonl', recordOf('of the environment'))
  const text = 'data: { folder: "${FOLDER}" }\nsources: { site: { writeKeys: ["${WRITE_KEY}"] } }\n'
  const file = write('waybill.yaml', text)
  expect(await shown([file], { FOLDER: 'named', WAYBILL_DATA: path('other') })).toBe('of the configuration')
  const here = process.cwd()
  process.chdir(folder)
  try {
    expect(await shown([], { FOLDER: 'named', WAYBILL_DATA: path('other') })).toBe('of the environment')
    expect(await shown([], { FOLDER: 'named' })).toBe('of the configuration')
  } finally {
    process.chdir(here)
  }
  const unset = await runCommand(['deletions', file])
  expect(unset).toMatchObject({ status: 2, out: '' })
  expect(unset.err).toBe(
    `The data folder cannot be told; correct this, or name the folder with --data:\n${file}:1:9: The environment variable FOLDER is not set; set it before you start.\n`
  )
})

test('a record that cannot be read is said to be so', async () => {
  const file = write('no-folder', '')
  const ran = await runCommand(['deletions', '--data', file])
  expect(ran).toMatchObject({ status: 2, out: '' })
  expect(ran.err).toBe(`The deletions in ${file} cannot be read (ENOTDIR); check the data folder.\n`)
})
