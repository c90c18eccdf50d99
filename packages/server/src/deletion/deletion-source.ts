import { createHmac } from 'node:crypto'
import { defineSettings, isJsonObject } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { busyAnswer } from '../http/busy-answer'
import { parseJson } from '../http/parse-json'
import { readBody } from '../http/read-body'
import { refuseBody } from '../http/refuse-body'
import { isSameSecret } from '../http/same-secret'
import { defineSourceKind } from '../service/source-kind'
import type { OpenSource } from '../service/source-kind'
import { LIMITS } from '../tracking/limits'
import { keyInHeader } from '../tracking/write-key'
import { deletionId } from './deletion-id'
import { readDeletion } from './read-deletion'

const options = defineSettings({
  secret: {
    label: 'Secret',
    description: 'What callers know: as a bearer token, or as the shared secret of a Segment webhook.',
    type: 'password',
    required: true
  }
})

/** Deletion requests over HTTP: one event of the type `delete`, a list of them, or `{"batch": […]}`. */
export const deletionSource = defineSourceKind({
  type: 'deletions',
  title: 'Deletion requests',
  description: 'Requests to delete people, which go to every destination that can.',
  docs: 'https://segment.com/docs/privacy/user-deletion-and-suppression/',
  options,
  idOf: deletionId,
  routes: (source) =>
    new Hono()
      .post('/', (context) => answerDeletion(context, source))
      .all('/', (context) => refuse(context, 405, 'Deletion requests are posted here.'))
})

async function answerDeletion(context: Context, source: OpenSource<typeof options>): Promise<Response> {
  const read = await readBody(context, { maximumBytes: LIMITS.batchBytes })
  if (!read.ok) return refuseBody(context, read)
  if (!isAllowed(context, read.body, source.options.secret)) {
    return refuse(context, 401, 'The secret is missing or wrong; send it as "Authorization: Bearer …".')
  }
  const parsed = parseJson(read.body)
  if (!parsed.ok) return refuse(context, 400, parsed.reason)
  const requests = listOf(parsed.value)
  if (requests.length === 0) return refuse(context, 400, 'There is no deletion request in the list.')
  if (requests.length > LIMITS.batchMessages) {
    return refuse(
      context,
      400,
      `At most ${LIMITS.batchMessages} deletion requests are taken at once; send them in parts.`
    )
  }
  return acceptDeletions(context, source, requests)
}

/**
 * Who sends its own secret as a token, or signs the body with it as Segment's webhooks do.
 *
 * @see https://segment.com/docs/connections/destinations/catalog/webhooks/#authentication
 */
function isAllowed(context: Context, body: Buffer, secret: string): boolean {
  const signature = context.req.header('x-signature')
  if (signature !== undefined) {
    return isSameSecret(signature.toLowerCase(), createHmac('sha1', secret).update(body).digest('hex'))
  }
  const authorization = context.req.header('authorization')
  const token = /^Bearer +(\S+)\s*$/i.exec(authorization ?? '')?.[1] ?? keyInHeader(authorization)
  return token !== undefined && isSameSecret(token, secret)
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const batch = isJsonObject(value) ? value['batch'] : undefined
  return Array.isArray(batch) ? batch : [value]
}

/** Takes what can be taken; the answer is a success only if that was everything. */
async function acceptDeletions(
  context: Context,
  { accept, refused, clock, newId }: OpenSource<typeof options>,
  requests: readonly unknown[]
): Promise<Response> {
  const events: SegmentEvent[] = []
  const errors: { readonly index: number; readonly message: string }[] = []
  for (const [index, request] of requests.entries()) {
    const read = readDeletion(request, { now: clock.now(), newId })
    if (read.ok) events.push(read.event)
    else errors.push({ index, message: read.message })
  }
  for (const { message } of errors) refused(message)
  if (events.length > 0) {
    const acceptance = await accept(events)
    if (acceptance.kind === 'busy') return busyAnswer(context, acceptance)
  }
  const accepted = events.map(({ messageId, userId, anonymousId }) => ({ messageId, userId, anonymousId }))
  if (errors.length === 0) return context.json({ success: true, accepted })
  const [first] = errors
  const message =
    requests.length === 1
      ? first?.message
      : `${errors.length} of ${requests.length} deletion requests were not taken; "errors" says why.`
  return context.json({ success: false, message, accepted, errors }, 400)
}

const refuse = (context: Context, status: 400 | 401 | 405, message: string): Response =>
  context.json({ success: false, message }, status)
