import type { LiveEvent } from '@waybill/server/operations'
import { createLive } from './create-live'
import { NO_FILTER } from './row-filter'

const delivery = {
  instance: 'acme',
  messageId: 'm1',
  user: 'u1',
  type: 'track',
  event: 'Order Completed',
  subscription: 'Orders',
  action: 'sendOrder'
}

const accepted = (id: string): LiveEvent => ({
  kind: 'accepted',
  at: 1,
  id,
  source: 'web',
  event: { type: 'page', name: 'Home', anonymousId: 'a1' }
})

const ended: LiveEvent = {
  kind: 'ended',
  at: 2,
  delivery,
  outcome: { kind: 'rejected', status: 400, reason: 'no such field', attempts: 1, notes: [], unknown: false }
}

const retried: LiveEvent = { kind: 'retried', at: 3, delivery, reason: 'status 503', afterMilliseconds: 500 }

const request = (messageIds: readonly string[]): LiveEvent => ({
  kind: 'request',
  at: 4,
  instance: 'acme',
  lane: 'acme/sendOrder',
  request: { method: 'POST', url: 'https://acme.example', headers: {}, curl: 'curl' },
  messageIds,
  response: { status: 200, body: null },
  failure: null,
  milliseconds: 5
})

test('what happens is listed, last first', () => {
  const live = createLive()
  for (const happened of [accepted('m1'), retried, ended]) live.hear(happened)
  expect(live.rows.value).toMatchObject([
    { kind: 'rejected', at: 2, event: 'Order Completed', instance: 'acme', reason: 'no such field' },
    { kind: 'retried', reason: 'status 503', user: 'u1' },
    { kind: 'accepted', messageId: 'm1', event: 'Home', user: 'a1', instance: null }
  ])
  expect(new Set(live.rows.value.map(({ key }) => key)).size).toBe(3)
})

test('the list never grows beyond what a page can hold', () => {
  const live = createLive()
  for (let index = 0; index < 700; index += 1) live.hear(accepted(`m${index}`))
  expect(live.rows.value).toHaveLength(500)
  expect(live.rows.value[0]?.messageId).toBe('m699')
})

test('a list that is held still counts what comes, and has it afterwards', () => {
  const live = createLive()
  live.hear(accepted('m1'))
  live.hold(true)
  expect(live.held.value).toBe(0)
  live.hear(accepted('m2'))
  expect(live.rows.value.map(({ messageId }) => messageId)).toEqual(['m1'])
  expect(live.held.value).toBe(1)
  live.hold(false)
  expect(live.held.value).toBeUndefined()
  expect(live.rows.value.map(({ messageId }) => messageId)).toEqual(['m2', 'm1'])
})

test('a filter is for what was and for what comes', () => {
  const live = createLive()
  live.hear(accepted('m1'))
  live.filter.value = { ...NO_FILTER, kind: 'rejected' }
  live.hear(ended)
  expect(live.rows.value.map(({ kind }) => kind)).toEqual(['rejected'])
})

test('what was left out is counted, and requests are found by what they carried', () => {
  const live = createLive()
  live.hear({ kind: 'left-out', at: 5, events: 40 })
  live.hear({ kind: 'left-out', at: 6, events: 2 })
  for (let index = 0; index < 250; index += 1) live.hear(request(['old']))
  live.hear(request(['m1', 'm2']))
  expect(live.leftOut.value).toBe(42)
  expect(live.rows.value).toEqual([])
  expect(live.requestsOf('m2')).toHaveLength(1)
  expect(live.requestsOf('old')).toHaveLength(199)
})
