import type { NewMessage } from '../queue-store'
import type { Block, StoredHeader } from './block'

/** How many characters of bodies the lanes of a file may still keep, together. */
export interface FreshRoom {
  free: number
}

export const createFreshRoom = (): FreshRoom => ({ free: 16 * 1024 * 1024 })

/** A block with the texts of those of its messages that have not been handed out. */
interface FreshBlock extends Block {
  kept: number
}

/**
 * Blocks of a lane that were appended by this process, with the texts of their messages, so that a lane that keeps up
 * with what comes reads nothing back from disk. Only what is committed comes here. A lane keeps no more than it leaves
 * free: one that does not get on takes half of the room, the next one half of the rest, and never all of it.
 */
export class FreshBlocks {
  readonly #room: FreshRoom
  /** In the order of the lane. */
  readonly #blocks: FreshBlock[] = []
  #characters = 0

  constructor(room: FreshRoom) {
    this.#room = room
  }

  /** Keeps a block that was just written, if there is room. */
  keep(first: number, messages: readonly NewMessage[], lengths: readonly number[]): void {
    let characters = 0
    for (const { body } of messages) characters += body.length
    if (this.#characters + characters > this.#room.free - characters) return
    this.#count(characters)
    const block = { first, count: messages.length }
    let offset = 0
    const headers = messages.map(({ id, key, acceptedAt, delivered, body }, index): StoredHeader => {
      const bytes = lengths[index] ?? 0
      offset += bytes
      return {
        sequence: first + index,
        id,
        key,
        acceptedAt,
        bytes,
        delivered,
        block,
        offset: offset - bytes,
        text: body
      }
    })
    this.#blocks.push({ first, headers, kept: headers.length })
  }

  /** The block that holds a sequence. */
  find(sequence: number): Block | undefined {
    const block = this.#blocks[this.#placeOf(sequence)]
    return block !== undefined && sequence < block.first + block.headers.length ? block : undefined
  }

  /** Hands out the text of a message once; who wants it again finds it on disk. */
  take(header: StoredHeader): string | undefined {
    const { text, sequence } = header
    if (text === undefined) return undefined
    header.text = undefined
    this.#count(-text.length)
    const place = this.#placeOf(sequence)
    const block = this.#blocks[place]
    if (block !== undefined && (block.kept -= 1) === 0) this.#blocks.splice(place, 1)
    return text
  }

  /** A block is not on disk any more. */
  forget(first: number): void {
    const place = this.#placeOf(first)
    const block = this.#blocks[place]
    if (block?.first !== first) return
    for (const { text } of block.headers) this.#count(-(text?.length ?? 0))
    this.#blocks.splice(place, 1)
  }

  #count(characters: number): void {
    this.#characters += characters
    this.#room.free -= characters
  }

  /** Where the last block stands that begins at a sequence or before it; -1 if there is none. */
  #placeOf(sequence: number): number {
    let low = 0
    let high = this.#blocks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#blocks[middle]?.first ?? Infinity) <= sequence) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}
