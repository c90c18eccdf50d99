import type { Explained, ExplainedEvent, ExplainedSubscription } from '@waybill/server/tester'
import { isRecord } from '../editor/is-record'
import type { Tone } from '../components/tag'

/** What becomes of something, in a few words. */
export interface Verdict {
  readonly tone: Tone
  readonly text: string
}

export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** What one subscription makes of one event. */
export function subscriptionVerdict({ isMatched, fields, result }: ExplainedSubscription): Verdict {
  if (!isMatched) return { tone: 'none', text: 'does not match' }
  if (result?.kind === 'items') {
    const dropped = fields.filter(({ state }) => state === 'dropped').length
    if (result.items.length === 0) return { tone: 'none', text: 'nothing to send' }
    const items = count(result.items.length, 'item')
    return dropped === 0
      ? { tone: 'good', text: items }
      : { tone: 'warn', text: `${items}, ${count(dropped, 'value')} dropped` }
  }
  if (result !== undefined) return { tone: result.kind === 'rejected' ? 'bad' : 'none', text: result.kind }
  const invalid = fields.filter(({ state }) => state === 'invalid').length
  if (invalid > 0) return { tone: 'bad', text: count(invalid, 'invalid field') }
  return { tone: 'warn', text: 'matches; correct the settings to see more' }
}

/** What a destination makes of one event. */
export function eventVerdict(event: ExplainedEvent): Verdict {
  if (event.kind === 'unreadable') return { tone: 'bad', text: 'no event' }
  if (!event.isEnabled) return { tone: 'none', text: 'switched off' }
  const verdicts = event.subscriptions.filter(({ isMatched }) => isMatched).map(subscriptionVerdict)
  if (verdicts.length === 0) return { tone: 'none', text: 'no match' }
  const [only] = verdicts
  if (only !== undefined && verdicts.length === 1) return only
  return { tone: worst(verdicts), text: `${verdicts.length} match: ${verdicts.map(({ text }) => text).join('; ')}` }
}

const ORDER: readonly Tone[] = ['none', 'calm', 'good', 'warn', 'bad']

const worst = (verdicts: readonly Verdict[]): Tone =>
  verdicts.reduce<Tone>((last, { tone }) => (ORDER.indexOf(tone) > ORDER.indexOf(last) ? tone : last), 'none')

/** What becomes of everything on the bench, in a line. */
export function overallVerdict({ events, requests, settingProblems, subscriptionProblems }: Explained): Verdict {
  const mistakes = settingProblems.length + subscriptionProblems.length
  const [only] = events
  const head = only !== undefined && events.length === 1 ? eventVerdict(only) : manyVerdict(events)
  if (subscriptionProblems.length > 0) return { tone: 'bad', text: 'The subscription has a mistake' }
  if (mistakes > 0) return { tone: worst([head, { tone: 'warn', text: '' }]), text: head.text }
  if (requests.length === 0) return head
  return { tone: head.tone, text: `${head.text} → ${count(requests.length, 'request')}` }
}

function manyVerdict(events: readonly ExplainedEvent[]): Verdict {
  const verdicts = events.map(eventVerdict)
  const sent = verdicts.filter(({ tone }) => tone === 'good' || tone === 'warn').length
  const refused = verdicts.filter(({ tone }) => tone === 'bad').length
  const others = events.length - sent - refused
  const parts = [
    `${sent} of ${events.length} events become items`,
    ...(refused > 0 ? [`${refused} rejected`] : []),
    ...(others > 0 ? [`${others} skipped`] : [])
  ]
  return { tone: worst(verdicts), text: parts.join(', ') }
}

/** An event's name in a list: its call, and what or whom it is about. */
export function eventTitle(event: unknown): string {
  if (!isRecord(event)) return 'no event'
  const { type, event: tracked, name, userId, anonymousId } = event
  const about = [tracked, name, userId, anonymousId].find((value) => typeof value === 'string')
  return [typeof type === 'string' ? type : 'no type', ...(typeof about === 'string' ? [about] : [])].join(' · ')
}
