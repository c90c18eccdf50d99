/** A body as JSON when it is that, whatever its content type says; else as text; undefined when empty. */
export function parseBody(text: string, contentType = ''): unknown {
  if (text === '') return undefined
  if (!contentType.includes('json') && !/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
