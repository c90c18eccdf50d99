import { isJsonObject } from '@waybill/kit'
import type { SegmentSource } from '../configuration/service-configuration'

/** The sources by their write keys. */
export type WriteKeys = ReadonlyMap<string, SegmentSource>

export const writeKeysOf = (sources: readonly SegmentSource[]): WriteKeys =>
  new Map(sources.flatMap((source) => source.writeKeys.map((key) => [key, source] as const)))

/**
 * The write key in an Authorization header: the user of Basic authentication, also if the colon behind it is missing.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#basic-authentication
 */
export function keyInHeader(authorization: string | undefined): string | undefined {
  const encoded = /^Basic +(\S+)\s*$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const [user] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)
  return user === '' ? undefined : user
}

/** The write key in a body. */
export function keyInBody(body: unknown): string | undefined {
  const key = isJsonObject(body) ? body['writeKey'] : undefined
  return typeof key === 'string' && key !== '' ? key : undefined
}
