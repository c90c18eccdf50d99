import type { IncomingHttpHeaders } from 'node:http'

/** Says what is wrong with the headers that describe a JSON body, or nothing. */
export function checkMediaType(headers: IncomingHttpHeaders): string | undefined {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';').map((part) => part.trim().toLowerCase())
  if (type !== 'application/json') return 'Content-Type must be application/json'
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length)
  if (charset !== undefined && charset.replaceAll('"', '') !== 'utf-8') return 'charset must be utf-8'
  const encoding = headers['content-encoding'] ?? 'identity'
  return encoding.toLowerCase() === 'identity' ? undefined : 'compressed bodies are not accepted'
}
