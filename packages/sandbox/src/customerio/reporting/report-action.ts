import type { Clock } from '../../clock'
import { jsonAnswer, type Answer } from '../../http/answer'
import { isRecord, member, type JsonRecord, type JsonValue } from '../../json/json'
import { documentedMetrics, sampleReport } from './sample-report'
import type { Report } from './sample-report'
import { sendReport } from './send-report'

/**
 * Sends a report to a service on this machine:
 * `{"url", "signingKey", "object_type", "metric", "data"?, "event_id"?}`, where `data` and `event_id` take the place of made-up ones.
 */
export async function answerReport(body: JsonValue, clock: Clock): Promise<Answer> {
  const asked = isRecord(body) ? body : {}
  const url = textOf(asked, 'url')
  const signingKey = textOf(asked, 'signingKey')
  if (url === undefined || signingKey === undefined || !isOnThisMachine(url)) {
    return jsonAnswer(400, { error: 'the body needs a "url" on this machine and a "signingKey"; see docs/sandbox.md' })
  }
  const timestamp = Math.floor(clock.now() / 1000)
  const sample = sampleReport(textOf(asked, 'object_type') ?? '', textOf(asked, 'metric') ?? '', timestamp)
  if (sample === undefined) {
    const known = documentedMetrics.map((names) => names.join(' ')).join(', ')
    return jsonAnswer(400, { error: `there is no such "object_type" with such a "metric"; there are ${known}` })
  }
  const report = withAsked(sample, asked)
  return jsonAnswer(200, { report, ...(await sendReport(report, { url, signingKey }, clock)) })
}

function withAsked(sample: Report, asked: JsonRecord): JsonRecord {
  const data = member(asked, 'data')
  const eventId = textOf(asked, 'event_id')
  return {
    ...sample,
    ...(eventId !== undefined && { event_id: eventId }),
    ...(isRecord(data) && { data: { ...sample.data, ...data } })
  }
}

function textOf(record: JsonRecord, key: string): string | undefined {
  const value = member(record, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A simulator sends nothing into the world. */
function isOnThisMachine(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'http:' && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
}
