import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createEmbeddedStore } from '../embedded-store'
import type { QueueStore } from '../queue-store'

const REPOSITORY = join(__dirname, '../../../../..')
const WISH = { lane: 'a', now: 2000, until: 9000, maximumMessages: 1000, maximumBytes: 1e9 }

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-crash-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Appends without end, and says on standard output what is accepted and what is done. */
const PROGRAM = `
  require('esbuild-register/dist/node').register()
  const { createEmbeddedStore } = require(process.argv[1])
  const say = (word, ids) => require('node:fs').writeSync(1, ids.map((id) => word + ' ' + id + '\\n').join(''))
  async function main() {
    const store = await createEmbeddedStore({ path: process.argv[2] })
    const append = async (writer) => {
      for (let count = 0; ; count += 1) {
        const ids = [0, 1, 2].map((index) => writer + '-' + count + '-' + index)
        await store.append(ids.map((id) => ({ lane: 'a', id, key: writer, body: id, acceptedAt: 1000 })))
        say('accepted', ids)
      }
    }
    const deliver = async () => {
      for (;;) {
        const leased = await store.lease({ lane: 'a', now: 2000, until: 9000, maximumMessages: 4, maximumBytes: 1e9 })
        const ids = leased.map(({ lane, id }) => ({ lane, id }))
        await store.markStarted(ids)
        say('started', ids.map(({ id }) => id))
        await store.settle(leased.map((message) => ({
          lane: 'a', id: message.id, kind: 'done', settledAt: 3000, outcomes: [{
            instance: 'a', subscription: null, messageId: message.id, key: message.key, kind: 'delivered', status: 200,
            reason: null, attempts: 1, unknown: false, acceptedAt: 1000, endedAt: 3000 }]
        })))
        say('done', ids.map(({ id }) => id))
        if (ids.length === 0) await new Promise(setImmediate)
      }
    }
    await Promise.all([append('x'), append('y'), append('z'), deliver()])
  }
  void main()
`

interface Said {
  readonly accepted: Set<string>
  readonly started: Set<string>
  readonly done: Set<string>
}

/** Lets the program run until it has said so many lines, and kills it. */
async function runAndKill(path: string, lines: number): Promise<Said> {
  const store = join(REPOSITORY, 'packages/runner/src/queue/embedded-store.ts')
  const child = spawn(process.execPath, ['-e', PROGRAM, store, path], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const said = { accepted: new Set<string>(), started: new Set<string>(), done: new Set<string>() }
  let count = 0
  // What is said between the kill and the end counts too: it was said by a process that lived.
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, id] = line.split(' ')
    if (word === 'accepted' || word === 'started' || word === 'done') said[word].add(id ?? '')
    if ((count += 1) === lines) child.kill('SIGKILL')
  }
  return said
}

async function leaseAll(store: QueueStore): Promise<ReadonlyMap<string, boolean>> {
  const leased = new Map<string, boolean>()
  for (;;) {
    const messages = await store.lease(WISH)
    if (messages.length === 0) return leased
    for (const { id, unknown } of messages) leased.set(id, unknown)
  }
}

describe('a queue file after its process was killed', () => {
  it.each([1, 20, 150, 700])(
    'has what was accepted, and not what is done (%i lines)',
    async (lines) => {
      await inFolder(async (folder) => {
        const path = join(folder, 'queue.db')
        const said = await runAndKill(path, lines)
        expect(said.accepted.size).toBeGreaterThan(0)
        const store = await createEmbeddedStore({ path })
        await store.recover()
        const left = await leaseAll(store)
        const recorded = (await store.outcomes({ maximum: 1e6 })).map(({ messageId }) => messageId)
        const outcomes = new Set(recorded)
        expect(recorded).toHaveLength(outcomes.size)
        for (const id of said.done) expect([id, outcomes.has(id), left.has(id)]).toEqual([id, true, false])
        // Each that was accepted is either still there or accounted for, never both.
        for (const id of said.accepted) expect([id, left.has(id) !== outcomes.has(id)]).toEqual([id, true])
        for (const id of said.started) if (left.has(id)) expect([id, left.get(id)]).toEqual([id, true])
        await store.close()
      })
    },
    60_000
  )
})

describe('a queue file that was cut off between two writes', () => {
  interface Step {
    readonly kind: 'append' | 'settle'
    readonly count: number
  }

  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom('append', 'settle'),
    count: fc.integer({ min: 1, max: 40 })
  })

  /** Does a step and says which messages there are then. */
  async function take(store: QueueStore, { kind, count }: Step, next: number): Promise<number> {
    if (kind === 'append') {
      const ids = Array.from({ length: count }, (_, index) => `${next + index}`)
      await store.append(ids.map((id) => ({ lane: 'a', id, key: id, body: 'x'.repeat(500), acceptedAt: 1000 })))
      return next + count
    }
    const leased = await store.lease({ ...WISH, maximumMessages: count })
    await store.settle(leased.map(({ lane, id }) => ({ lane, id, kind: 'done', settledAt: 3000, outcomes: [] })))
    return next
  }

  it('holds all or nothing of the step under way, and all of those before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(), async (steps, cut) => {
        await inFolder(async (folder) => {
          const path = join(folder, 'queue.db')
          const store = await createEmbeddedStore({ path })
          const states: { readonly bytes: number; readonly waiting: number }[] = []
          const note = async (): Promise<void> => {
            const { waiting } = await store.size('a')
            states.push({ bytes: (await stat(`${path}-wal`)).size, waiting })
          }
          await note()
          let next = 0
          for (const one of steps) {
            next = await take(store, one, next)
            await note()
          }
          const first = states[0]?.bytes ?? 0
          const bytes = first + (cut % ((states.at(-1)?.bytes ?? 0) - first + 1))
          const copy = join(folder, 'copy.db')
          for (const end of ['', '-wal']) await cp(path + end, copy + end)
          await truncate(`${copy}-wal`, bytes)
          await store.close()
          const reopened = await createEmbeddedStore({ path: copy })
          const { waiting } = await reopened.size('a')
          expect(await leaseAll(reopened)).toHaveProperty('size', waiting)
          await reopened.close()
          // The first state that is not whole may be there already, if the cut is in the last padding of its commit.
          const whole = states.findLastIndex((state) => state.bytes <= bytes)
          expect([states[whole]?.waiting, states[whole + 1]?.waiting]).toContain(waiting)
        })
      }),
      { numRuns: 15, endOnFailure: true }
    )
  }, 60_000)
})
