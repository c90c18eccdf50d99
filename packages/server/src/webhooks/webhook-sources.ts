import { defineSettings } from '@waybill/kit'
import type { Destination, Infer, Webhook } from '@waybill/kit'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { busyAnswer } from '../http/busy-answer'
import { readBody } from '../http/read-body'
import { refuseBody } from '../http/refuse-body'
import type { Acceptance } from '../service/acceptance'
import { defineSourceKind } from '../service/source-kind'
import type { OpenSource, SourceKind } from '../service/source-kind'
import { readWebhook } from './read-webhook'
import { signatureProblem } from './verify-signature'

const options = defineSettings({
  signingKey: {
    label: 'Signing key',
    description: 'The key with which the vendor signs the webhook; it shows it where the webhook is set up.',
    type: 'password',
    required: true
  },
  toleranceSeconds: {
    label: 'Tolerance in seconds',
    description: 'How far the time of signing may be from the clock of this machine.',
    type: 'integer',
    minimum: 1,
    default: 300
  }
})

/** No webhook that a vendor documents comes near. */
const MAXIMUM_BYTES = 1_000_000

/** Of the time in which a vendor wants its answer, what is left for the way there and back. */
const ON_THE_WAY_MILLISECONDS = 500

/** A kind of source, `<slug>-webhooks`, for every destination whose vendor reports by webhooks. */
export const webhookSources = (destinations: Readonly<Record<string, Destination>>): readonly SourceKind[] =>
  Object.entries(destinations).flatMap(([slug, { name, webhook }]) =>
    webhook === undefined ? [] : [webhookSource({ slug, name }, webhook)]
  )

function webhookSource({ slug, name }: Pick<Destination, 'slug' | 'name'>, webhook: Webhook): SourceKind {
  return defineSourceKind({
    type: `${slug}-webhooks`,
    title: `${name} webhooks`,
    description: `What ${name} reports by webhooks, as events for the other destinations.`,
    docs: webhook.docs,
    options,
    // What a vendor tells is not told back to it.
    notTo: [slug],
    routes: (source) =>
      new Hono()
        .post('/', (context) => answerWebhook(context, webhook, source))
        .all('/', (context) => refuse(context, 405, `${name} posts its webhooks here.`))
  })
}

async function answerWebhook(
  context: Context,
  webhook: Webhook,
  source: OpenSource<typeof options>
): Promise<Response> {
  const now = source.clock.now()
  const read = await readBody(context, { maximumBytes: MAXIMUM_BYTES })
  if (!read.ok) return refuseBody(context, read)
  const problem = signatureProblem(
    webhook.signature,
    { header: (name) => context.req.header(name), body: read.body },
    { ...withTolerance(source.options), now }
  )
  if (problem !== undefined) return refuse(context, 401, problem)
  const translated = readWebhook(webhook, read.body, now)
  if (translated.kind === 'skipped') {
    source.refused(translated.reason)
    return context.json({ success: true, skipped: translated.reason })
  }
  const until = now + webhook.answerWithinSeconds * 1000 - ON_THE_WAY_MILLISECONDS
  const acceptance = await acceptUntil(until, translated.events, source)
  if (acceptance.kind === 'busy') return busyAnswer(context, acceptance)
  return context.json({ success: true })
}

const withTolerance = ({ toleranceSeconds = 300, ...rest }: Infer<typeof options>) => ({ ...rest, toleranceSeconds })

/** A vendor that got no answer sends the webhook again, and its events are dropped by their ids if they were taken after all. */
async function acceptUntil(
  until: number,
  events: Parameters<OpenSource['accept']>[0],
  { accept, clock }: Pick<OpenSource, 'accept' | 'clock'>
): Promise<Acceptance> {
  const answered = new AbortController()
  const late = clock.wait(Math.max(0, until - clock.now()), answered.signal).then((): Acceptance => TOO_SLOW)
  try {
    return await Promise.race([accept(events), late])
  } finally {
    answered.abort()
  }
}

const TOO_SLOW: Acceptance = {
  kind: 'busy',
  reason: 'The disk takes too long for the vendor to wait; it is to send the webhook again.',
  retryAfterSeconds: 10
}

const refuse = (context: Context, status: 400 | 401 | 405, message: string): Response =>
  context.json({ success: false, message }, status)
