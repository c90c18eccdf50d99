/**
 * Why no page has an origin, as a browser writes it; undefined when pages may, and for `*`, which stands for all. Origins are
 * compared letter by letter.
 */
export function originProblem(text: string): string | undefined {
  if (text === '*') return undefined
  const origin = URL.canParse(text) ? new URL(text).origin : ''
  if (!/^https?:/.test(origin)) return 'write a scheme and a host, as in https://www.example.com.'
  if (origin.includes('*')) return 'name every host; only * alone stands for others, and that for all.'
  return origin === text ? undefined : `browsers write it ${origin}.`
}
