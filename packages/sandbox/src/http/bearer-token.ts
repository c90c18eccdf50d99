/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
export function parseBearerToken(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
}
