import type { SegmentEvent } from '@waybill/kit'
import { request } from 'undici'
import type { Agent } from 'undici'
import { manyLines } from './events'

export const WRITE_KEY = 'wk_bench'

const AUTHORIZATION = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`

/** Posts a batch; fails unless all of it is accepted. */
export async function postBatch(url: string, batch: string, dispatcher: Agent): Promise<void> {
  const { statusCode, body } = await request(`${url}/v1/batch`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/json', authorization: AUTHORIZATION },
    body: batch
  })
  const text = await body.text()
  if (statusCode !== 200 || text !== '{"success":true}') throw new Error(`${statusCode} ${text}`)
}

/** Bodies of batches made beforehand, but for the ids: an id that comes again would be dropped. */
export function createBodies(batchSize: number): () => string {
  const parts = manyLines(20_000).flatMap((line) => {
    const { messageId: _, ...event } = JSON.parse(line) as SegmentEvent
    if (!isTaken(event)) return []
    return [JSON.stringify({ messageId: '', ...event }).split('"messageId":""')]
  })
  let made = 0
  return () => {
    const sentAt = new Date().toISOString()
    const events = Array.from({ length: batchSize }, () => {
      const [before = '', after = ''] = parts[made % parts.length] ?? []
      made += 1
      return `${before}"messageId":"bench-${made}"${after}`
    })
    return `{"sentAt":"${sentAt}","batch":[${events.join(',')}]}`
  }
}

/** Some examples are there to be refused. */
const isTaken = ({ type, event, userId, anonymousId, groupId, previousId }: SegmentEvent): boolean =>
  Boolean(userId ?? anonymousId) &&
  (type !== 'track' || Boolean(event)) &&
  (type !== 'group' || Boolean(groupId)) &&
  (type !== 'alias' || Boolean(previousId)) &&
  type !== 'delete'
