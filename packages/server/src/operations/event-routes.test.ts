import { startCore } from '../../test/start-core'
import type { EventRange } from '../event-log/read-event-files'
import type { EventLog } from '../event-log/event-log'
import { eventRoutes } from './event-routes'
import type { Operations } from './operations'

/** The routes over a log without events, and what was asked of it. */
async function start() {
  const { core, clock } = await startCore()
  const ranges: (EventRange | undefined)[] = []
  const log: Pick<EventLog, 'read' | 'readBackwards'> = {
    read: async function* (range) {
      ranges.push(range)
      yield* []
    },
    readBackwards: function* (range) {
      ranges.push(range)
      yield* []
    }
  }
  const routes = eventRoutes({ core, clock, log } as unknown as Operations)
  return { routes, ranges }
}

const dryRun = { method: 'POST', body: JSON.stringify({ instance: 'acme' }) }

test.each([
  ['/events', {}],
  ['/events/1', {}],
  ['/replays/dry-run', dryRun]
])('%s reads the log for as long as somebody waits for it', async (path, init) => {
  const { routes, ranges } = await start()
  const leaving = new AbortController()
  await routes.request(path, { ...init, signal: leaving.signal })
  leaving.abort()
  expect(ranges.map((range) => range?.signal?.aborted)).toEqual([true])
})

const backwards = { method: 'POST', body: JSON.stringify({ instance: 'acme', filter: { from: 2, until: 1 } }) }

test.each([
  ['/events?from=2&until=1', {}],
  ['/events?from=2&until=2', {}],
  ['/replays/dry-run', backwards],
  ['/replays', backwards]
])('%s that ends before it begins is refused, and reads nothing', async (path, init) => {
  const { routes, ranges } = await start()
  const answer = await routes.request(path, init)
  expect([answer.status, await answer.text()]).toEqual([
    400,
    JSON.stringify({ error: '"from" must be before "until".' })
  ])
  expect(ranges).toEqual([])
})
