import { compileDestination } from '@waybill/kit'
import type { Destination, EncodedRequest, SegmentEvent } from '@waybill/kit'
import { createPreview } from '@waybill/runner'
import { Pool } from 'undici'
import type { DeliveryAnswer, DeliveryRequest } from './delivery-work'
import { manyLines } from './events'
import { settingsFor } from './settings'

const CONNECTIONS = 8

/** The least that can be done: parse the same lines, send the same bodies. No matching, no mapping, no store. */
export async function deliverBare(
  destination: Destination,
  { sink, events: count }: DeliveryRequest
): Promise<Omit<DeliveryAnswer, 'peakRssMb'>> {
  const lines = manyLines(count)
  const requests = requestsFor(destination, lines)
  const pool = new Pool(sink, { connections: CONNECTIONS })
  const started = performance.now()
  let parsed = 0
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < requests.length; index = next++) {
      const until = Math.ceil(((index + 1) * count) / requests.length)
      for (; parsed < until; parsed++) JSON.parse(lines[parsed] ?? '{}')
      const { method, url, headers, body = null } = requests[index] as EncodedRequest
      const answer = await pool.request({ method, path: new URL(url).pathname, headers, body })
      await answer.body.dump()
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  const seconds = (performance.now() - started) / 1000
  await pool.close()
  return { events: count, seconds, requests: requests.length }
}

function requestsFor(destination: Destination, lines: readonly string[]): readonly EncodedRequest[] {
  const compiled = compileDestination(destination, { settings: settingsFor(destination) })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '))
  const requests: EncodedRequest[] = []
  const preview = createPreview({
    plan: compiled.plan,
    request: ({ request }) => requests.push(request),
    ended: () => undefined
  })
  for (const [index, line] of lines.entries()) preview.accept(JSON.parse(line) as SegmentEvent, String(index))
  preview.finish()
  return requests
}
