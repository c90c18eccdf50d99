import { describe, expect, it } from '@jest/globals'
import type { NewMessage } from '../queue-store'
import { createFreshRoom, FreshBlocks, type FreshRoom } from './fresh-blocks'

const message = (id: string, characters: number): NewMessage => ({
  lane: 'a',
  id,
  key: id,
  body: id.padEnd(characters),
  acceptedAt: 1
})

/** Keeps a block of messages of so many characters each. */
function keep(blocks: FreshBlocks, first: number, ...characters: readonly number[]): void {
  const messages = characters.map((count, index) => message(`${first + index}`, count))
  blocks.keep(first, messages, characters)
}

/** Hands out the texts of these messages; says how long each is, or that it is not there. */
const take = (blocks: FreshBlocks, ...sequences: readonly number[]): readonly (number | undefined)[] =>
  sequences.map((sequence) => {
    const header = blocks.find(sequence)?.headers.find((one) => one.sequence === sequence)
    return header && blocks.take(header)?.length
  })

describe('blocks kept in memory', () => {
  it('are found by any of their messages, and hand out each text once', () => {
    const blocks = new FreshBlocks(createFreshRoom())
    keep(blocks, 5, 10, 20)
    keep(blocks, 7, 30)
    keep(blocks, 20, 40, 50)
    expect([4, 5, 6, 7, 8, 19, 20, 21, 22].map((sequence) => blocks.find(sequence)?.first)).toEqual([
      undefined,
      5,
      5,
      7,
      undefined,
      undefined,
      20,
      20,
      undefined
    ])
    expect(take(blocks, 21, 6, 6)).toEqual([50, 20, undefined])
    expect(blocks.find(6)?.headers.map(({ sequence, bytes, offset }) => [sequence, bytes, offset])).toEqual([
      [5, 10, 0],
      [6, 20, 10]
    ])
    expect(take(blocks, 5)).toEqual([10])
    expect([5, 6, 7].map((sequence) => blocks.find(sequence)?.first)).toEqual([undefined, undefined, 7])
  })

  it('take no more than they leave free for other lanes', () => {
    const room: FreshRoom = { free: 1000 }
    const [first, second] = [new FreshBlocks(room), new FreshBlocks(room)]
    keep(first, 0, 300)
    keep(first, 1, 200)
    keep(first, 2, 1)
    expect(take(first, 2)).toEqual([undefined])
    keep(second, 0, 251)
    keep(second, 1, 250)
    expect([second.find(0), second.find(1)?.first]).toEqual([undefined, 1])
    expect(room.free).toBe(250)
  })

  it('give back the room of what is handed out or not on disk any more', () => {
    const room: FreshRoom = { free: 1000 }
    const blocks = new FreshBlocks(room)
    keep(blocks, 0, 100, 200)
    take(blocks, 1)
    expect(room.free).toBe(900)
    blocks.forget(0)
    blocks.forget(0)
    blocks.forget(1)
    expect([room.free, blocks.find(0)]).toEqual([1000, undefined])
  })
})
