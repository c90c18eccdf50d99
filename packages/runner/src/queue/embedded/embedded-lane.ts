import { LaneOrder, type LaneSource } from '../lane-order'
import { decodeBlock, type Block, type StoredHeader } from './block'
import { BodyCache, type StoredBody } from './body-cache'
import { isEncoding } from './body-text'
import { createFreshRoom, FreshBlocks, type FreshRoom } from './fresh-blocks'
import { LANE_SPAN } from './schema'
import { bytesOf, numberOf, textOf, type Sql, type Statement } from './sql'

export interface LaneRow {
  readonly number: number
  readonly name: string
  readonly end: number
  readonly size: number
}

/** What the lanes of a file have in common. */
interface LaneAccess {
  readonly bodyCache: BodyCache
  readonly freshRoom: FreshRoom
  readonly blockBefore: Statement
  readonly blockAfter: Statement
  readonly bodies: Statement
  readonly part: Statement
  readonly retried: Statement
}

/** So many blocks are kept in memory, without bodies: the one being read and some that late messages come from. */
const BLOCKS_AT_HAND = 16

/** So few messages of a block are read one by one: reading all of it would leave more behind than it saves. */
const READ_ONE_BY_ONE = 4

/** The messages of a lane as they lie on disk. */
export class EmbeddedLane implements LaneSource<StoredHeader> {
  readonly number: number
  readonly name: string
  readonly order = new LaneOrder<StoredHeader>(this)
  /** The sequence of the next message to come. */
  end: number
  /** How many messages are neither done nor set aside. */
  size: number
  deadLetters = 0
  /** Sequences, by block, of those messages of a block that are finished or kept by themselves. */
  readonly gone = new Map<number, Set<number>>()
  readonly fresh: FreshBlocks
  readonly #access: LaneAccess
  #blocks: Block[] = []

  constructor({ number, name, end, size }: LaneRow, access: LaneAccess) {
    this.number = number
    this.name = name
    this.end = end
    this.size = size
    this.#access = access
    this.fresh = new FreshBlocks(access.freshRoom)
  }

  static prepare(sql: Sql): LaneAccess {
    return {
      bodyCache: new BodyCache(),
      freshRoom: createFreshRoom(),
      blockBefore: sql.prepare('SELECT first, count, headers FROM blocks WHERE first <= ? ORDER BY first DESC LIMIT 1'),
      blockAfter: sql.prepare('SELECT first, count, headers FROM blocks WHERE first > ? ORDER BY first LIMIT 1'),
      bodies: sql.prepare('SELECT encoding, bodies FROM blocks WHERE first = ?'),
      part: sql.prepare('SELECT encoding, substr(bodies, ?, ?) FROM blocks WHERE first = ?'),
      retried: sql.prepare('SELECT encoding, body FROM retries WHERE place = ?')
    }
  }

  placeOf(sequence: number): number {
    return this.number * LANE_SPAN + sequence
  }

  next(sequence: number): StoredHeader | undefined {
    let from = sequence
    while (from < this.end) {
      const block = this.#blockAt(from)
      if (block === undefined) return undefined
      const gone = this.gone.get(block.first)
      for (let index = Math.max(0, from - block.first); index < block.headers.length; index += 1) {
        const header = block.headers[index]
        if (header !== undefined && gone?.has(header.sequence) !== true) return header
      }
      from = block.first + block.headers.length
    }
    return undefined
  }

  /** Where the block begins that holds a sequence. */
  blockOf(sequence: number): number {
    return this.#blockAt(sequence)?.first ?? sequence
  }

  /** All messages of the lane in order, those kept by themselves among them. */
  *all(): Generator<StoredHeader> {
    const apart = [...this.order.tried()].map(({ header }) => header).filter(({ block }) => block === undefined)
    apart.sort((first, second) => second.sequence - first.sequence)
    for (let header = this.next(0); header !== undefined; header = this.next(header.sequence + 1)) {
      while ((apart.at(-1)?.sequence ?? Infinity) < header.sequence) yield apart.pop() ?? header
      yield header
    }
    yield* apart.toReversed()
  }

  oldest(): StoredHeader | undefined {
    for (const header of this.all()) return header
    return undefined
  }

  body(header: StoredHeader): StoredBody {
    if (header.block === undefined) return toBody(this.#access.retried.row(this.placeOf(header.sequence)))
    const { encoding, bytes } = this.#bodiesOf(header.block.first)
    return { encoding, bytes: bytes.subarray(header.offset, header.offset + header.bytes) }
  }

  text(header: StoredHeader): string {
    return toText(this.body(header))
  }

  /** The texts of messages that are handed out. */
  takeTexts(headers: readonly StoredHeader[]): readonly string[] {
    const onDisk = new Map<number | undefined, number>()
    for (const { text, block } of headers)
      if (text === undefined) onDisk.set(block?.first, (onDisk.get(block?.first) ?? 0) + 1)
    return headers.map((header) => {
      const isOneOfFew = (onDisk.get(header.block?.first) ?? 0) <= READ_ONE_BY_ONE
      return this.fresh.take(header) ?? (isOneOfFew ? toText(this.#part(header)) : this.text(header))
    })
  }

  /** A block is not on disk any more. */
  forget(first: number): void {
    this.gone.delete(first)
    this.fresh.forget(first)
    this.#blocks = this.#blocks.filter((block) => block.first !== first)
    this.#access.bodyCache.forget(this.placeOf(first))
  }

  #part(header: StoredHeader): StoredBody {
    const { block, offset, bytes } = header
    if (block === undefined || this.#access.bodyCache.get(this.placeOf(block.first)) !== undefined)
      return this.body(header)
    // An empty part would come back as no bytes at all, rather than as none of them.
    return bytes === 0 ? NO_BODY : toBody(this.#access.part.row(offset + 1, bytes, this.placeOf(block.first)))
  }

  #bodiesOf(first: number): StoredBody {
    const place = this.placeOf(first)
    const known = this.#access.bodyCache.get(place)
    if (known !== undefined) return known
    const body = toBody(this.#access.bodies.row(place))
    this.#access.bodyCache.keep(place, body)
    return body
  }

  /** The block that holds a sequence, or else the first after it. */
  #blockAt(sequence: number): Block | undefined {
    const known =
      this.fresh.find(sequence) ?? this.#blocks.find((block) => holds(block.first, block.headers.length, sequence))
    if (known !== undefined) return known
    const place = this.placeOf(sequence)
    const before = this.#access.blockBefore.row(place)
    if (before !== undefined && holds(numberOf(before[0]), numberOf(before[1]), place)) return this.#keep(before)
    const after = this.#access.blockAfter.row(place)
    return after !== undefined && numberOf(after[0]) < this.placeOf(this.end) ? this.#keep(after) : undefined
  }

  #keep([first, , headers]: readonly unknown[]): Block {
    const block = decodeBlock(numberOf(first) - this.placeOf(0), textOf(headers))
    this.#blocks = [block, ...this.#blocks.slice(0, BLOCKS_AT_HAND - 1)]
    return block
  }
}

function holds(first: number, count: number, sequence: number): boolean {
  return first <= sequence && sequence < first + count
}

const NO_BODY: StoredBody = { encoding: 'utf8', bytes: Buffer.alloc(0) }

function toText({ encoding, bytes }: StoredBody): string {
  return bytes.toString(encoding)
}

function toBody(row: readonly unknown[] | undefined): StoredBody {
  const encoding = row?.[0]
  if (!isEncoding(encoding)) throw Object.assign(new Error('a body is missing'), { code: 'SQLITE_CORRUPT' })
  return { encoding, bytes: bytesOf(row?.[1]) }
}
