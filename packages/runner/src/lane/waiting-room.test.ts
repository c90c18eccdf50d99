import { RawJson } from '@waybill/kit'
import type { EndpointLimits } from '@waybill/kit'
import type { Entry } from './entry'
import { createWaitingRoom } from './waiting-room'

interface Given {
  readonly bytes?: number
  readonly work?: Entry['work']
  readonly list?: string
  readonly failures?: number
}

/** The work of an event whose body has so many bytes. */
const eventOf = (bytes: number) => ({ message: { body: 'x'.repeat(bytes) } }) as Entry['work']

const names = (entries: readonly Entry[]): string =>
  entries.map(({ line, sequence: at }) => `${line.key}${at}`).join(' ')

function setUp(limits: EndpointLimits = {}) {
  const room = createWaitingRoom(limits)
  let sequence = 0
  const add = (key: string, { bytes = 10, work = eventOf(0), list, failures = 0 }: Given = {}): void => {
    sequence += 1
    const route = list === undefined ? undefined : { list }
    room.add({
      item: { slot: undefined, route, body: new RawJson(`"${key}${sequence}"`) },
      bytes,
      work,
      sequence,
      line: room.lineOf(key),
      attempts: failures,
      failures,
      firstTriedAt: undefined
    } as Entry)
  }
  const take = (most = Infinity): readonly Entry[] => room.take(most)
  const landAll = (entries: readonly Entry[]): void =>
    new Set(entries.map(({ line }) => line)).forEach((line) => room.land(line, [], 0))
  return { room, add, take, landAll }
}

test('items leave in the order they came, as many as a request holds', () => {
  const { add, take, room } = setUp({ items: 4 })
  for (const key of ['a', 'b', 'a', 'c', 'b']) add(key)
  expect(room.isFull()).toBe(true)
  expect(names(take())).toBe('a1 b2 a3 b5')
})

test('a line that flies waits until it has landed, and what comes back is first again', () => {
  const { add, take, room } = setUp({ items: 1 })
  add('a')
  add('a')
  const [first] = take()
  expect(take()).toEqual([])
  expect(room.readyItems()).toBe(0)
  if (first !== undefined) room.land(first.line, [first], 0)
  expect(names(take())).toBe('a1')
})

test('a held line is passed over until it is due, also when items come to it', () => {
  const { add, take, room } = setUp()
  add('a')
  const [entry] = take()
  if (entry !== undefined) room.land(entry.line, [entry], 500)
  add('a')
  add('b')
  expect([room.heldItems(), room.readyItems(), room.nextDueAt()]).toEqual([2, 1, 500])
  expect(names(take())).toBe('b3')
  room.wake(499)
  expect(take()).toEqual([])
  room.wake(500)
  expect([room.heldItems(), room.readyItems(), room.nextDueAt()]).toEqual([0, 2, undefined])
  expect(names(take())).toBe('a1 a2')
})

test('the event of several held items counts once, as long as one of them is held', () => {
  const { add, take, room } = setUp()
  const [first, second, third] = [eventOf(100), eventOf(20), eventOf(3)]
  for (const work of [first, first, second]) add('a', { work })
  const entries = take()
  const line = room.lineOf('a')
  room.land(line, entries, 500)
  expect(room.heldBytes()).toBe(120)
  for (const work of [second, third]) add('a', { work })
  expect(room.heldBytes()).toBe(123)
  room.shorten(line, 2)
  expect(room.heldBytes()).toBe(100)
  room.wake(500)
  expect([room.heldBytes(), room.readyItems()]).toEqual([0, 2])
})

test('one who floods gets a turn of sixteen, and then the others have theirs', () => {
  const { add, take } = setUp({ items: 40 })
  for (let item = 0; item < 100; item++) add('f')
  for (let item = 0; item < 20; item++) add('a')
  const keys = take().map(({ line }) => line.key)
  expect(keys.filter((key) => key === 'f')).toHaveLength(24)
  expect(keys.filter((key) => key === 'a')).toHaveLength(16)
  expect(names(take())).toBe('')
})

test('a request holds as many bytes as it may, and one item however large', () => {
  const { add, take, landAll } = setUp({ bytes: 3000 })
  add('a', { bytes: 1000 })
  add('b', { bytes: 900 })
  add('c', { bytes: 900 })
  add('d', { bytes: 9000 })
  const first = take()
  expect(names(first)).toBe('a1 b2')
  landAll(first)
  expect(names(take())).toBe('c3')
  expect(names(take())).toBe('d4')
})

test('items of different routes never leave together, and nobody loses their turn by it', () => {
  const { add, take } = setUp()
  add('a', { list: 'x' })
  add('b', { list: 'y' })
  add('c', { list: 'x' })
  add('a', { list: 'y' })
  expect(names(take())).toBe('a1 c3')
  expect(names(take())).toBe('b2')
})

test('an item in whose company the vendor failed travels with fewer each time', () => {
  const { add, take, landAll } = setUp({ items: 8 })
  for (const key of ['a', 'b', 'c']) add(key)
  add('d', { failures: 3 })
  for (const key of ['e', 'f']) add(key)
  const first = take()
  expect(names(first)).toBe('a1 b2 c3')
  landAll(first)
  expect(names(take())).toBe('d4 e5')
})

test('a line that is preferred has the next turn', () => {
  const { add, take, room } = setUp({ items: 1 })
  add('a')
  add('b')
  room.prefer(room.lineOf('b'))
  expect(names(take())).toBe('b2')
  expect(names(take())).toBe('a1')
})

test('a line is shortened from its end, and forgotten once it is empty', () => {
  const { add, take, room } = setUp()
  add('a')
  add('a')
  add('b')
  const line = room.lineOf('a')
  room.shorten(line, 1)
  expect([room.readyItems(), line.bytes]).toEqual([2, 10])
  room.shorten(line, 0)
  expect(Array.from(room.lines(), ({ key }) => key)).toEqual(['b'])
  add('a')
  expect(names(take())).toBe('b3 a4')
})

test('a request has limits even where the vendor sets none', () => {
  const { add, room, take } = setUp()
  for (let item = 0; item < 5001; item++) add(`user ${item}`)
  expect(room.isFull()).toBe(true)
  expect(take()).toHaveLength(5000)
  const { add: addLarge, room: other, take: takeLarge } = setUp()
  for (let item = 0; item < 5; item++) addLarge(`user ${item}`, { bytes: 1_000_000 })
  expect(other.isFull()).toBe(true)
  expect(takeLarge()).toHaveLength(4)
})
