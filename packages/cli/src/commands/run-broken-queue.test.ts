import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { killCommands, startCommand } from '../test-process'
import { runUntil } from '../test-service'
import { createTestFolder, jsonLines, runCommand } from '../test-terminal'

const { write, path, remove } = createTestFolder()

afterAll(() => {
  killCommands()
  remove()
})

const PAUSED = '{"customerio":"for the test"}'

/** A service with a data folder of its own, in which nothing is sent before somebody resumes it. */
function configure(name: string): { readonly file: string; readonly folder: string } {
  const folder = path(`${name}/sandbox`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'paused.json'), PAUSED)
  const file = write(
    `${name}.yaml`,
    `
http: { port: 0 }
operations: { port: 0, eventLogDays: 0 }
data: { folder: ${name}, reserveMegabytes: 0 }
sources: { site: { writeKeys: [wk_site] } }
destinations: { customerio: }
`
  )
  return { file, folder }
}

const resume = (folder: string) => runCommand(['resume', 'customerio', '--data', folder])

/** Sends events of some size, until one is not taken or so many are; resolves with how many were. */
async function sendEvents(url: string, most: number, characters: number): Promise<number> {
  const properties = { text: 'x'.repeat(characters) }
  for (let accepted = 0; accepted < most; accepted++) {
    const body = JSON.stringify({ writeKey: 'wk_site', userId: 'ada', event: 'A', properties })
    const { status } = await fetch(`${url}/v1/track`, { method: 'POST', body, headers: { connection: 'close' } })
    if (status !== 200) return accepted
  }
  return most
}

/** Leaves what a database begins with, so that the file is still taken for one. */
const damage = (queue: string): void => writeFileSync(queue, readFileSync(queue).fill(255, 8192), { flag: 'r+' })

/** What a person must not get to see: stack traces, and where the source is. */
const INTERNALS = /^\s+at |node_modules|\.[jt]s\b|Error\b/m

test('a process that can write no outcome any more ends with the status 1, says so, and loses nothing', async () => {
  const { file, folder } = configure('unwritable')
  const service = startCommand(['run', file, '--sandbox'], { maximumFileBytes: 1_000_000 })
  const url = await service.url
  // In the end not even the smallest event fits.
  const accepted = (await sendEvents(url, 500, 20_000)) + (await sendEvents(url, 500, 0))
  expect(accepted).toBeLessThan(500)
  await resume(folder)
  const { status, err } = await service.ended
  expect(status).toBe(1)
  const said = err.split('\n').filter((line) => !line.startsWith('Events were turned away'))
  expect(said.slice(-4)).toEqual([
    `The queue file ${join(folder, 'queue.db')} cannot be read or written (disk I/O error): check the disk, then start again.`,
    'Ending: The queue cannot be read or written.',
    'Ended.',
    ''
  ])
  expect(err).not.toMatch(INTERNALS)
  writeFileSync(join(folder, 'paused.json'), PAUSED)
  let settled = 0
  const next = await runUntil(file, async () => {
    const { out } = await runCommand(['outcomes', '--maximum', '500', '--json', '--data', folder])
    settled = (jsonLines(out)[0] as { outcomes: unknown[] }).outcomes.length
  })
  expect(next.out).toContain(`From before, ${accepted - settled} messages wait`)
})

test.each(['text', 'json'])(
  'a process that can read no event any more ends with the status 1 and says so (--log %s)',
  async (log) => {
    const { file, folder } = configure(`unreadable-${log}`)
    const queue = join(folder, 'queue.db')
    let accepted = 0
    await runUntil(file, async (url) => {
      accepted = await sendEvents(url, 50, 20_000)
    })
    expect(accepted).toBe(50)
    // Another process has nothing of them in memory.
    const service = startCommand(['run', file, '--sandbox', '--log', log])
    await service.url
    damage(queue)
    await resume(folder)
    const { status, err } = await service.ended
    expect(status).toBe(1)
    const sentence = `The queue file ${queue} is damaged (database disk image is malformed): put it aside and restore it from a copy, or start with a new one.`
    if (log === 'text') expect(err.split('\n')).toContain(sentence)
    else expect(jsonLines(err)).toContainEqual(expect.objectContaining({ level: 'fatal', reason: sentence }))
    expect(err).not.toMatch(INTERNALS)
    expect(await runCommand(['run', file, '--sandbox'])).toMatchObject({ status: 2, out: '', err: `${sentence}\n` })
  }
)

test('a file that is gone when the service ends is a sentence, and the status 1', async () => {
  const { file, folder } = configure('removed')
  const queue = join(folder, 'queue.db')
  const ran = await runUntil(file, async (url) => {
    await sendEvents(url, 1, 0)
    rmSync(queue)
  })
  expect(ran.err).toContain(
    `\nThe queue file ${queue} was moved or removed while it was in use: put it back, then start again.\n`
  )
  expect([ran.status, ran.err]).toEqual([1, expect.not.stringMatching(INTERNALS)])
})
