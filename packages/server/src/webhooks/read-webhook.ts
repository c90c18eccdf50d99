import { createHash } from 'node:crypto'
import { checkEvent } from '@waybill/kit'
import type { SegmentEvent, Webhook, WebhookTranslation } from '@waybill/kit'
import { parseJson } from '../http/parse-json'

/** What a webhook says, complete as a source hands it on: every event has an id that a repeated webhook has as well, and a time. */
export function readWebhook({ translate }: Webhook, body: Buffer, now: number): WebhookTranslation {
  const parsed = parseJson(body)
  if (!parsed.ok) return { kind: 'skipped', reason: parsed.reason }
  const translated = translateSafely(translate, parsed.value)
  if (translated.kind === 'skipped') return translated
  const events = translated.events.map((event, index) => complete(event, `${digest(body)}-${index}`, now))
  const unusable = events.find((event) => !checkEvent(event).ok)
  return unusable === undefined ? { kind: 'events', events } : FAULT
}

const FAULT: WebhookTranslation = {
  kind: 'skipped',
  reason: 'The webhook cannot be translated: a fault of its destination, please report it.'
}

/** A mistake in a definition must not keep a vendor sending the same webhook for days. */
function translateSafely(translate: Webhook['translate'], value: unknown): WebhookTranslation {
  try {
    return translate(value)
  } catch {
    return FAULT
  }
}

function complete(event: SegmentEvent, fallbackId: string, now: number): SegmentEvent {
  const { messageId = `webhook-${fallbackId}`, timestamp = new Date(now).toISOString() } = event
  return { ...event, messageId, timestamp }
}

const digest = (body: Buffer): string => createHash('sha256').update(body).digest('hex').slice(0, 32)
