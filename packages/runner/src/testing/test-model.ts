import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { queueCommands, type QueueRun } from './queue-commands'
import { QueueModel } from './queue-model'
import { reopened, type OpenPlace, type QueuePlace } from './queue-under-test'

/** Whatever is done in whatever order: the queue does what the model does. */
export function testModel(openPlace: OpenPlace, durable: boolean): void {
  describe('as a whole', () => {
    it('does what a simple model does, whatever happens', async () => {
      await fc.assert(
        fc.asyncProperty(queueCommands, async (commands) => {
          const place = await openPlace()
          const run = await startRun(place, durable)
          try {
            for (const command of commands) {
              expect(await command.obey(run)).toBeUndefined()
              await compare(run)
            }
          } finally {
            await run.store.close()
            await place.remove()
          }
        }),
        { numRuns: durable ? 15 : 200, endOnFailure: durable }
      )
    }, 120_000)
  })
}

async function startRun(place: QueuePlace, durable: boolean): Promise<QueueRun> {
  const run: QueueRun = {
    model: new QueueModel(),
    store: await place.open(),
    now: 1000,
    reopen: durable
      ? async (how) => {
          run.store = await reopened({ place, store: run.store }, how)
        }
      : undefined
  }
  return run
}

async function compare({ store, model }: QueueRun): Promise<void> {
  for (const lane of ['a', 'b']) expect(await store.size(lane)).toEqual(model.size(lane))
  expect((await store.lanes()).toSorted()).toEqual(model.lanes())
  const recorded = await store.outcomes({ maximum: 1000 })
  expect(recorded.toReversed()).toEqual(model.outcomes.map(({ outcome }) => outcome))
  const letters = await store.deadLetters({ maximum: 1000 })
  expect(letters.map(({ position: _, attempts: __, ...letter }) => letter)).toEqual(
    model.letters.map(({ attempts: _, surely: __, ...letter }) => letter)
  )
  for (const [index, { attempts }] of letters.entries()) {
    expect(attempts).toBeGreaterThanOrEqual(model.letters[index]?.surely ?? Infinity)
    expect(attempts).toBeLessThanOrEqual(model.letters[index]?.attempts ?? -1)
  }
}
