import type { Context, MiddlewareHandler } from 'hono'
import { isSameSecret } from './same-secret'

/** What every refusal of a guard looks like, and every other answer that is no success. */
export interface HttpProblem {
  /** One sentence for the user. */
  readonly error: string
}

export interface LocalOptions {
  /** Origins of other sites that may ask as well, such as `https://app.segment.com`. @default none */
  readonly origins?: readonly string[]
}

/**
 * Why a request does not come from this machine, if it does not. A name of another host that was made to point here (DNS
 * rebinding) shows in `Host`; a page of another site shows in `Origin`, which every browser sends with what could change
 * something.
 */
export function foreignness(headers: RequestOrigin, { origins = [] }: LocalOptions = {}): string | undefined {
  const { host = '', origin } = headers
  if (!isLoopbackHost(host)) {
    return 'This server answers on this machine only; open it as http://127.0.0.1 or localhost.'
  }
  if (origin === undefined || origin === `http://${host}` || origins.includes(origin)) return undefined
  return 'A page of another site asked; only the page of this server may.'
}

export interface RequestOrigin {
  readonly host?: string | undefined
  readonly origin?: string | undefined
}

/** Lets through what this machine asks for itself. */
export const allowLocal =
  (options: LocalOptions = {}): MiddlewareHandler =>
  async (context, next) => {
    const { req } = context
    const problem = foreignness({ host: req.header('host'), origin: req.header('origin') }, options)
    return problem === undefined ? next() : refuse(context, 403, problem)
  }

/** `Host` as a browser writes it for this machine, with any port. */
export const isLoopbackHost = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host)

export interface TokenOptions {
  readonly token: string
  /** What to do without it: the rest of a sentence, without a full stop. */
  readonly advice: string
  /** Where a request carries it. */
  readonly read: (context: Context) => string | undefined
}

/** Lets through what knows the token: neither other users of this machine nor other pages do. */
export const requireToken =
  ({ token, advice, read }: TokenOptions): MiddlewareHandler =>
  async (context, next) => {
    if (isSameSecret(read(context) ?? '', token)) return next()
    return refuse(context, 401, `The token is missing or wrong; ${advice}.`)
  }

function refuse(context: Context, status: 401 | 403, error: string): Response {
  return context.json({ error } satisfies HttpProblem, status)
}
