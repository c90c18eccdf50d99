import type { Route } from './vendor'

/** What a method and a path came to. */
export type RouteMatch =
  | { readonly kind: 'matched'; readonly route: Route; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'malformed' }

/** Finds the route for a request; the path must still be percent-encoded, so that `%2F` is not taken for a slash. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const segments = path.split('/')
  const candidates = routes.filter((route) => fits(route.path.split('/'), segments))
  const route = candidates.find((candidate) => candidate.method === method)
  if (route !== undefined) return decodeParameters(route, segments)
  if (candidates.length === 0) return { kind: 'unknown-path' }
  return { kind: 'wrong-method', allowed: candidates.map((candidate) => candidate.method) }
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  if (template[0] === '*') return true
  return (
    template.length === segments.length &&
    template.every((part, index) => (isParameter(part) ? segments[index] !== '' : part === segments[index]))
  )
}

function decodeParameters(route: Route, segments: readonly string[]): RouteMatch {
  const parameters = new Map<string, string>()
  try {
    for (const [index, part] of route.path.split('/').entries()) {
      if (isParameter(part)) parameters.set(part.slice(1, -1), decodeURIComponent(segments[index] ?? ''))
    }
  } catch {
    return { kind: 'malformed' }
  }
  return { kind: 'matched', route, parameters }
}

function isParameter(part: string): boolean {
  return part.startsWith('{')
}
