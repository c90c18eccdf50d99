import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isJsonObject } from '@waybill/kit'
import type { HttpProblem } from './guard'

/** The largest body that is read: far above what Segment delivers at once, far below what memory holds. */
const MAXIMUM_BYTES = 64 * 1024 * 1024

/** Refuses bodies that are too large before they are read. */
export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: MAXIMUM_BYTES,
  onError: (context) =>
    context.json({ error: 'The request is larger than 64 MB; send fewer events at once.' } satisfies HttpProblem, 413)
})

export type ReadBody =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: string }

/** The body of a request as a JSON object; an empty one stands for {}. */
export async function readJsonObject(context: Context): Promise<ReadBody> {
  const text = await context.req.text()
  if (text.trim() === '') return { ok: true, body: {} }
  const value = parse(text)
  if (isJsonObject(value)) return { ok: true, body: value }
  const what = value === undefined ? 'is not valid JSON' : 'is not a JSON object'
  return { ok: false, reason: `The body of the request ${what}; send one object, such as {"payload": …}.` }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
