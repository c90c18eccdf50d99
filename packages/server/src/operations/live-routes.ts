import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { History, Job, Jobs, LiveEvent } from './contract'
import type { Operations } from './operations'
import { refusal } from './refuse'

/** So many wait for a slow reader; what comes then is left out. */
const MOST_WAITING = 1000

/** Jobs, the last quarter of an hour, and what happens now. */
export function liveRoutes({ jobs, history, feed, clock }: Operations): Hono {
  return new Hono()
    .get('/jobs', (context) => context.json({ jobs: jobs.list() } satisfies Jobs))
    .get('/jobs/:id', (context) => context.json(requireJob(jobs.find(context.req.param('id')))))
    .post('/jobs/:id/cancel', async (context) => context.json(requireJob(await jobs.cancel(context.req.param('id')))))
    .get('/history', (context) => context.json(history.all() satisfies History))
    .get('/stream', (context) =>
      streamSSE(context, async (stream) => {
        const waiting: LiveEvent[] = []
        let leftOut = 0
        let wake: (() => void) | undefined
        const stop = feed.watch((event) => {
          if (waiting.length < MOST_WAITING) waiting.push(event)
          else leftOut += 1
          wake?.()
        })
        stream.onAbort(() => {
          stop()
          wake?.()
        })
        while (!stream.aborted && !stream.closed) {
          for (const event of waiting.splice(0)) await stream.writeSSE({ data: JSON.stringify(event) })
          if (leftOut > 0) waiting.push({ kind: 'left-out', at: clock.now(), events: leftOut })
          leftOut = 0
          if (waiting.length > 0) continue
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
        stop()
      })
    )
}

function requireJob(job: Job | undefined): Job {
  if (job !== undefined) return job
  throw refusal(404, 'There is no such job: it is forgotten, or ended before the last start.')
}
