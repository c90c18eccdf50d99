import { createHmac } from 'node:crypto'
import type { Clock } from '../../clock'
import type { JsonRecord } from '../../json/json'

/** Where a reporting webhook goes, and the key that Customer.io shows for it. */
export interface ReportTarget {
  readonly url: string
  readonly signingKey: string
}

/** What came of a report; no status when there was no answer within the four seconds that Customer.io waits. */
export type ReportAnswer = { readonly status: number; readonly body: string } | { readonly status: null }

const TIMEOUT_MILLISECONDS = 4000

/**
 * Sends one report as Customer.io does, once.
 * https://docs.customer.io/api/webhooks (securely verifying requests)
 */
export async function sendReport(report: JsonRecord, target: ReportTarget, clock: Clock): Promise<ReportAnswer> {
  const body = JSON.stringify(report)
  const timestamp = String(Math.floor(clock.now() / 1000))
  const signature = createHmac('sha256', target.signingKey).update(`v0:${timestamp}:${body}`).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-cio-timestamp': timestamp,
    'x-cio-signature': signature
  }
  const answered = new AbortController()
  const giveUp = new AbortController()
  const patience = clock.wait(TIMEOUT_MILLISECONDS, answered.signal).then(() => giveUp.abort())
  try {
    const response = await fetch(target.url, { method: 'POST', headers, body, signal: giveUp.signal })
    return { status: response.status, body: await response.text() }
  } catch {
    return { status: null }
  } finally {
    answered.abort()
    await patience
  }
}
