import type { NewMessage } from '../queue-store'
import type { Header } from '../tried'
import { encodeBodies, type Encoding } from './body-text'
import { listOf, numberOf, textOf } from './sql'

/** Messages of a lane that lie together on disk. */
export interface Block {
  /** The sequence of its first message. */
  readonly first: number
  readonly headers: readonly StoredHeader[]
}

/** A header that knows where the body is: in a block, or by itself because the message was tried. */
export interface StoredHeader extends Header {
  readonly block: BlockPlace | undefined
  /** Of its body in the bodies of the block. */
  readonly offset: number
  /** Its body, while it is at hand; see FreshBlocks. */
  text: string | undefined
}

interface BlockPlace {
  readonly first: number
  readonly count: number
}

export interface EncodedBlock {
  readonly headers: string
  readonly encoding: Encoding
  readonly bodies: Buffer
  /** How many bytes each of the bodies has. */
  readonly lengths: readonly number[]
}

const MAXIMUM_MESSAGES = 64
const MAXIMUM_CHARACTERS = 65_536

/** Cuts messages of a lane into blocks: so small that reading one for the sake of one message does not cost much. */
export function cutIntoBlocks(messages: readonly NewMessage[]): readonly (readonly NewMessage[])[] {
  const blocks: NewMessage[][] = []
  let block: NewMessage[] = []
  let characters = 0
  for (const message of messages) {
    characters += message.body.length
    if (block.length === 0 || block.length === MAXIMUM_MESSAGES || characters > MAXIMUM_CHARACTERS) {
      blocks.push((block = []))
      characters = message.body.length
    }
    block.push(message)
  }
  return blocks
}

export function encodeBlock(messages: readonly NewMessage[]): EncodedBlock {
  const { encoding, bytes, lengths } = encodeBodies(messages.map(({ body }) => body))
  const ids = messages.map(({ id }) => id)
  const keys = messages.map(({ key }) => key)
  const times = messages.map(({ acceptedAt }) => acceptedAt)
  const columns = [ids, keys, times, lengths, ...deliveredColumn(messages)]
  return { headers: JSON.stringify(columns), encoding, bodies: bytes, lengths }
}

/** Pairs of an index and what that message carries; no column at all if none carries anything, as nearly always. */
function deliveredColumn(messages: readonly NewMessage[]): readonly unknown[] {
  const pairs = messages.flatMap(({ delivered }, index) => (delivered === undefined ? [] : [[index, delivered]]))
  return pairs.length === 0 ? [] : [pairs]
}

export function decodeBlock(first: number, headers: string): Block {
  const [ids, keys, times, lengths, carried = []] = listOf(JSON.parse(headers)).map(listOf)
  const delivered = new Map(carried.map(listOf).map(([index, names]) => [index, namesOf(names)]))
  const place: BlockPlace = { first, count: ids?.length ?? 0 }
  let offset = 0
  const decoded = listOf(ids).map((id, index) => {
    const bytes = numberOf(lengths?.[index])
    offset += bytes
    return {
      sequence: first + index,
      id: textOf(id),
      key: textOf(keys?.[index]),
      acceptedAt: numberOf(times?.[index]),
      bytes,
      delivered: delivered.get(index),
      block: place,
      offset: offset - bytes,
      text: undefined
    }
  })
  return { first, headers: decoded }
}

/** The header of a message by itself, with the reason of its last retry. */
export function encodeHeader({ id, key, acceptedAt, bytes, delivered }: Header, reason: string | undefined): string {
  return JSON.stringify([id, key, acceptedAt, bytes, reason ?? null, delivered])
}

export function decodeHeader(
  sequence: number,
  text: string
): { readonly header: StoredHeader; readonly reason: string | undefined } {
  const [id, key, acceptedAt, bytes, reason, delivered] = listOf(JSON.parse(text))
  const header = {
    sequence,
    id: textOf(id),
    key: textOf(key),
    acceptedAt: numberOf(acceptedAt),
    bytes: numberOf(bytes),
    delivered: namesOf(delivered),
    block: undefined,
    offset: 0,
    text: undefined
  }
  return { header, reason: reason === null ? undefined : textOf(reason) }
}

/** Names of subscriptions, where a header has some. */
export const namesOf = (value: unknown): readonly string[] | undefined =>
  value === undefined || value === null ? undefined : listOf(value).map(textOf)
