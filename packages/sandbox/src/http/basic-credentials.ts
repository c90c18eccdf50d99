/** The two halves of an HTTP Basic authorization. */
export interface BasicCredentials {
  readonly username: string
  readonly password: string
}

/** https://www.rfc-editor.org/rfc/rfc7617 */
export function parseBasicCredentials(authorization: string | undefined): BasicCredentials | undefined {
  const encoded = /^basic +([a-z0-9+/]+={0,2})$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const decoded = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  return colon < 0 ? undefined : { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
}
