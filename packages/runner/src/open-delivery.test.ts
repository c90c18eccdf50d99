import type { Delivery, Ended } from './lifecycle'
import { itemEnded, openDelivery } from './open-delivery'
import type { ItemEnded } from './open-delivery'

const delivery: Delivery = { id: '1', key: 'u', instance: 'acme', type: 'track', event: { type: 'track' } }
const delivered: ItemEnded = { kind: 'delivered', status: 200 }
const expired: ItemEnded = { kind: 'expired', reason: 'No answer.' }
const rejected: ItemEnded = { kind: 'rejected', status: 400, reason: 'invalid' }

function endOf(...items: readonly (readonly [ItemEnded, number])[]): readonly Ended[] {
  const ends: Ended[] = []
  const open = openDelivery(delivery, items.length, [])
  for (const [item, attempts] of items) {
    expect(ends).toEqual([])
    const ended = itemEnded(open, item, attempts)
    if (ended !== undefined) ends.push(ended)
  }
  return ends
}

test('a delivery ends once, with its last item', () => {
  expect(endOf([delivered, 1])).toEqual([{ kind: 'delivered', status: 200, attempts: 1 }])
  expect(endOf([delivered, 1], [delivered, 1], [delivered, 1])).toHaveLength(1)
})

test('it ends as its worst item does, whichever comes first', () => {
  expect(endOf([delivered, 1], [expired, 1])).toEqual([{ ...expired, attempts: 1 }])
  expect(endOf([expired, 1], [delivered, 1])).toEqual([{ ...expired, attempts: 1 }])
  expect(endOf([rejected, 1], [expired, 1], [delivered, 1])).toEqual([{ ...rejected, attempts: 1 }])
  expect(endOf([delivered, 1], [expired, 1], [rejected, 1])).toEqual([{ ...rejected, attempts: 1 }])
})

test('of several equally bad items the first is told', () => {
  expect(endOf([rejected, 1], [{ ...rejected, reason: 'second' }, 1])).toEqual([{ ...rejected, attempts: 1 }])
})

test('it took as many attempts as the item that took most', () => {
  expect(endOf([rejected, 2], [delivered, 5], [delivered, 1])).toEqual([{ ...rejected, attempts: 5 }])
})
