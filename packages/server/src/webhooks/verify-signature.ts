import { createHmac } from 'node:crypto'
import type { WebhookSignature } from '@waybill/kit'
import { isSameSecret } from '../http/same-secret'

/** One webhook as it came. */
export interface SignedRequest {
  readonly header: (name: string) => string | undefined
  /** Exactly the bytes that were sent. */
  readonly body: Buffer
}

export interface VerifyOptions {
  readonly signingKey: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** How far the sender's clock may be off, in either direction, and how old a webhook may be. */
  readonly toleranceSeconds: number
}

/** What is wrong with the signature of a webhook, as a sentence that tells nothing of the key; undefined when it is right. */
export function signatureProblem(
  { signatureHeader, timestampHeader, prefix }: WebhookSignature,
  { header, body }: SignedRequest,
  { signingKey, now, toleranceSeconds }: VerifyOptions
): string | undefined {
  const signature = header(signatureHeader)
  const timestamp = header(timestampHeader)
  if (signature === undefined || timestamp === undefined) {
    return `The webhook is not signed: it needs the headers ${timestampHeader} and ${signatureHeader}.`
  }
  if (!/^\d{1,12}$/.test(timestamp)) return `The header ${timestampHeader} must be a unix timestamp in seconds.`
  const expected = createHmac('sha256', signingKey).update(prefix(timestamp)).update(body).digest('hex')
  if (!isSameSecret(signature.toLowerCase(), expected)) {
    return 'The signature is wrong; copy the signing key of this very webhook into the configuration.'
  }
  const seconds = Math.round(Math.abs(now / 1000 - Number(timestamp)))
  if (seconds <= toleranceSeconds) return undefined
  return `The webhook was signed ${seconds} s off this machine's clock, and ${toleranceSeconds} s is the most; set the clock.`
}
