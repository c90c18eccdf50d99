import { getConnInfo } from '@hono/node-server/conninfo'
import { isJsonObject } from '@waybill/kit'
import type { Clock } from '@waybill/runner'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { cors } from 'hono/cors'
import type { SegmentSource } from '../configuration/service-configuration'
import { busyAnswer } from '../http/busy-answer'
import { isLoopbackHost } from '../http/guard'
import { parseJson } from '../http/parse-json'
import { readBody } from '../http/read-body'
import { refuseBody } from '../http/refuse-body'
import type { Acceptance } from '../service/acceptance'
import { browserSettings } from './browser-settings'
import { callOf } from './call'
import type { Call } from './call'
import { LIMITS } from './limits'
import { readMessages } from './read-messages'
import type { ReadEvent, RefusedMessage } from './read-messages'
import { readSharedParts } from './shared-parts'
import { keyInBody, keyInHeader, writeKeysOf } from './write-key'

export interface TrackingOptions {
  readonly sources: readonly SegmentSource[]
  readonly accept: (source: SegmentSource, events: readonly ReadEvent[]) => Promise<Acceptance>
  /** Told of each message that is not taken. */
  readonly refused: (source: SegmentSource, reason: string) => void
  readonly clock: Clock
  readonly newId: () => string
  /** Whether a proxy says which address a request came from. */
  readonly trustForwardedFor: boolean
}

/** What a sender asks for that may send. */
interface Asked {
  readonly call: Call
  readonly source: SegmentSource
  /** Its body. */
  readonly root: { readonly [key: string]: unknown }
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

/** Seconds for which a browser remembers that it may send here. */
const CORS_SECONDS = 86_400

/** Segment's HTTP Tracking API, with and without `/v1` in front. */
export function createTrackingRoutes(options: TrackingOptions): Hono {
  const writeKeys = writeKeysOf(options.sources)
  const isKnownOrigin = (origin: string): boolean => options.sources.some((source) => isAllowed(source, origin))
  const app = new Hono()
  app.use(
    cors({
      origin: (origin) => (isKnownOrigin(origin) ? origin : null),
      allowMethods: ['GET', 'POST'],
      maxAge: CORS_SECONDS
    })
  )
  for (const prefix of ['/v1', '']) {
    app.post(`${prefix}/:call`, async (context, next) => {
      const call = callOf(context.req.param('call'))
      return call === undefined ? next() : answerCall(context, call)
    })
    app.get(`${prefix}/projects/:writeKey/settings`, (context) => answerSettings(context))
  }
  return app

  async function answerCall(context: Context, call: Call): Promise<Response> {
    if (call.kind === 'client-metrics') return context.json({ success: true })
    const headerKey = keyInHeader(context.req.header('authorization'))
    if (headerKey !== undefined && !writeKeys.has(headerKey)) return unknownKey(context)
    const receivedAt = options.clock.now()
    const read = await readBody(context, {
      maximumBytes: call.kind === 'batch' ? LIMITS.batchBytes : LIMITS.messageBytes
    })
    // Segment answers 400 to what is too large, and its clients know that as final.
    if (!read.ok) return refuseBody(context, { ...read, status: read.status === 413 ? 400 : read.status })
    const parsed = parseJson(read.body)
    if (!parsed.ok) return refuse(context, 400, parsed.reason)
    const root = parsed.value
    if (!isJsonObject(root)) return refuse(context, 400, 'The body must be a JSON object.')
    const source = writeKeys.get(headerKey ?? keyInBody(root) ?? '')
    if (source === undefined) return unknownKey(context)
    const origin = context.req.header('origin')
    if (origin !== undefined && !isAllowed(source, origin)) {
      return refuse(context, 403, `The source takes nothing from pages of this origin; add it to its "origins".`)
    }
    return takeMessages(context, { call, source, root, receivedAt })
  }

  async function takeMessages(context: Context, { call, source, root, receivedAt }: Asked): Promise<Response> {
    const messages = call.kind === 'batch' ? root['batch'] : [root]
    if (!Array.isArray(messages)) return refuse(context, 400, 'A batch needs its messages as a list in "batch".')
    const parts = call.kind === 'batch' ? readSharedParts(root, messages.length) : NOTHING_SHARED
    if (!parts.ok) {
      options.refused(source, parts.reason)
      return refuse(context, 400, parts.reason)
    }
    const { events, refused } = readMessages(messages, {
      type: call.kind === 'one' ? call.type : undefined,
      receivedAt,
      shared: parts.shared,
      ip: isBrowser(context.req.header('origin'), root) ? addressOf(context) : undefined,
      newId: options.newId
    })
    for (const { message } of refused) options.refused(source, message)
    if (events.length > 0) {
      const acceptance = await options.accept(source, events)
      if (acceptance.kind === 'busy') return busyAnswer(context, acceptance)
    }
    return answerRead(context, call.kind, { sent: messages.length, accepted: events.length, refused })
  }

  function answerSettings(context: Context): Response {
    const writeKey = context.req.param('writeKey') ?? ''
    const source = writeKeys.get(writeKey)
    // A key that no page may use is none that a page should learn to be right.
    if (source === undefined || source.origins.length === 0) return unknownKey(context)
    const { host } = new URL(context.req.url)
    return context.json(browserSettings(writeKey, { host, protocol: protocolFor(context, host) }))
  }

  /**
   * How the page reaches the service: whatever the proxy in front says, a page that came by https may send by nothing else, but
   * to its own machine.
   */
  function protocolFor(context: Context, host: string): 'http' | 'https' {
    const forwarded = options.trustForwardedFor ? context.req.header('x-forwarded-proto') : undefined
    const page = isLoopbackHost(host) ? undefined : (context.req.header('origin') ?? context.req.header('referer'))
    return [forwarded, page].some((from) => from?.startsWith('https')) ? 'https' : 'http'
  }

  /** The address of the browser: by the last proxy's word, where there is one. */
  function addressOf(context: Context): string | undefined {
    const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    if (options.trustForwardedFor && forwarded !== undefined && forwarded !== '') return forwarded
    return context.env === undefined ? undefined : getConnInfo(context).remote.address
  }
}

const isAllowed = ({ origins }: SegmentSource, origin: string): boolean =>
  origins.includes('*') || origins.includes(origin)

/** Whether the address of the request is that of the user; `context.direct` is how an app says so. */
const isBrowser = (origin: string | undefined, root: { readonly [key: string]: unknown }): boolean =>
  origin !== undefined || (isJsonObject(root['context']) && root['context']['direct'] === true)

const NOTHING_SHARED = { ok: true, shared: {} } as const

interface Read {
  readonly sent: number
  readonly accepted: number
  readonly refused: readonly RefusedMessage[]
}

/** An answer of 400 would have Segment's clients drop the good messages with the bad ones. */
function answerRead(context: Context, kind: Call['kind'], { sent, accepted, refused }: Read): Response {
  const [first] = refused
  if (first === undefined) return context.json({ success: true })
  if (accepted > 0) return context.json({ success: true, errors: refused })
  if (kind === 'one') return refuse(context, 400, first.message)
  const message = `None of the ${sent} messages was taken; "errors" says why.`
  return context.json({ success: false, message, errors: refused }, 400)
}

const unknownKey = (context: Context): Response =>
  refuse(context, 401, 'The write key is missing or not one of this service; check the source in its configuration.')

const refuse = (context: Context, status: 400 | 401 | 403, message: string): Response =>
  context.json({ success: false, message }, status)
