/** The values of an item that stand in the URL of its request, by name; undefined for endpoints without a route. */
export type Route = Readonly<Record<string, string>> | undefined

/** Whether two items can stand in one request as far as its URL goes. */
export function sameRoute(first: Route, second: Route): boolean {
  if (first === second) return true
  if (first === undefined || second === undefined) return false
  for (const part in first) if (first[part] !== second[part]) return false
  return true
}

/**
 * Why a route cannot stand in a URL, or undefined. A lone `.` or `..` is a step up or to itself, however it is encoded,
 * so a person with that ID would become a request about someone, or something, else.
 *
 * @see https://url.spec.whatwg.org/#double-dot-path-segment
 */
export function routeProblem(route: Route): string | undefined {
  for (const part in route) {
    const value = route[part]
    if (!value) return `The "${part}" is empty, and it stands in the URL of the request.`
    if (value === '.' || value === '..') return `The "${part}" is only dots, and no URL can hold that.`
  }
  return undefined
}

/** A route with its values percent-encoded; half a surrogate pair, which no URL can hold, becomes U+FFFD as in JSON's UTF-8. */
export function encodeRoute(route: Route): Readonly<Record<string, string>> {
  if (route === undefined) return NOTHING
  const encoded: Record<string, string> = {}
  for (const part in route) encoded[part] = encodeURIComponent((route[part] ?? '').replace(LONE_SURROGATE, '\uFFFD'))
  return encoded
}

const NOTHING: Readonly<Record<string, string>> = {}
// With the flag `u`, a pair is one character and does not match.
const LONE_SURROGATE = /\p{Surrogate}/gu
