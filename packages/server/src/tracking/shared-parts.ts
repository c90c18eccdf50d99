import { utf8Bytes } from '@waybill/kit'
import { isDeeper } from './is-deeper'
import { LIMITS } from './limits'

/** What a batch says once for all of its messages, each of which may say otherwise. */
export interface SharedParts {
  readonly context?: unknown
  readonly integrations?: unknown
  /** The sender's clock when it sent the request. */
  readonly sentAt?: unknown
}

export type ReadSharedParts =
  { readonly ok: true; readonly shared: SharedParts } | { readonly ok: false; readonly reason: string }

/** What a batch shares, unless it is too much: each of its messages gets a copy, so that little that is sent becomes a lot. */
export function readSharedParts(
  { context, integrations, sentAt }: { readonly [key: string]: unknown },
  messages: number
): ReadSharedParts {
  const shared: SharedParts = { context, integrations, sentAt }
  // Looked at first: what writes JSON calls itself for each level.
  if (isDeeper(shared, LIMITS.depth)) {
    return refuse(`What the batch says for all messages is nested more than ${LIMITS.depth} deep; make it flatter.`)
  }
  const copies = Math.min(messages, LIMITS.batchMessages)
  const bytes = utf8Bytes(JSON.stringify(shared))
  if (bytes > LIMITS.messageBytes) {
    return refuse(
      `What the batch says for all messages has ${bytes} bytes; ${LIMITS.messageBytes} is the most that is taken, so leave something out.`
    )
  }
  if (bytes * copies > LIMITS.sharedBytesInAll) {
    return refuse(
      `What the batch says for all messages has ${bytes} bytes, too many for ${copies} messages at once; send fewer together.`
    )
  }
  return { ok: true, shared }
}

const refuse = (reason: string): ReadSharedParts => ({ ok: false, reason })
