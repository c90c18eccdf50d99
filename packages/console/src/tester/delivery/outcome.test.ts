import type { SendResponse, SentDelivery } from '@waybill/server/tester'
import { sendVerdict } from './outcome'

const delivery = (kind: SentDelivery['kind']): SentDelivery => ({ subscription: 's', kind, notes: [], items: [] })

const sent = (...kinds: readonly (SentDelivery['kind'] | 'nothing')[]): SendResponse => ({
  kind: 'sent',
  exchanges: [],
  milliseconds: 1,
  events: kinds.map((kind) => ({ deliveries: kind === 'nothing' ? [] : [delivery(kind)] }))
})

test.each([
  [sent('delivered', 'delivered'), { tone: 'good', text: '2 delivered' }],
  [sent('delivered', 'retry', 'rejected'), { tone: 'bad', text: '1 delivered, 1 rejected, 1 to retry' }],
  [sent('delivered', 'retry'), { tone: 'warn', text: '1 delivered, 1 to retry' }],
  [sent('skipped', 'nothing'), { tone: 'none', text: '1 skipped, 1 event not wanted' }]
])('outcomes are counted, and the worst gives the tone', (response, verdict) => {
  expect(sendVerdict(response)).toEqual(verdict)
})

test('what was refused was not sent', () => {
  const refused = { kind: 'refused', settingProblems: [], subscriptionProblems: [] } as const
  expect(sendVerdict(refused)).toEqual({ tone: 'bad', text: 'Nothing was sent' })
})
