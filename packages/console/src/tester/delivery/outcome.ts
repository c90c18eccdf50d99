import type { ItemOutcome, SendResponse, SentDelivery } from '@waybill/server/tester'
import type { Tone } from '../../components/tag'
import { count } from '../../explanation/verdict'
import type { Verdict } from '../../explanation/verdict'

export const outcomeTones: Readonly<Record<ItemOutcome['kind'] | SentDelivery['kind'], Tone>> = {
  delivered: 'good',
  rejected: 'bad',
  retry: 'warn',
  split: 'warn',
  skipped: 'none'
}

/** What came of a sending, in a line. */
export function sendVerdict(response: SendResponse): Verdict {
  if (response.kind === 'refused') return { tone: 'bad', text: 'Nothing was sent' }
  const kinds = response.events.flatMap(({ deliveries }) => deliveries.map(({ kind }) => kind))
  const silent = response.events.filter(({ deliveries }) => deliveries.length === 0).length
  const parts = (['delivered', 'rejected', 'retry', 'skipped'] as const).flatMap((kind) => {
    const number = kinds.filter((one) => one === kind).length
    return number === 0 ? [] : [`${number} ${kind === 'retry' ? 'to retry' : kind}`]
  })
  const text = [...parts, ...(silent > 0 ? [`${count(silent, 'event')} not wanted`] : [])].join(', ')
  return { tone: toneOf(kinds), text }
}

function toneOf(kinds: readonly SentDelivery['kind'][]): Tone {
  if (kinds.includes('rejected')) return 'bad'
  if (kinds.includes('retry')) return 'warn'
  return kinds.includes('delivered') ? 'good' : 'none'
}
