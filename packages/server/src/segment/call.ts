import { isJsonObject } from '@waybill/kit'
import type { Session } from './open-session'

/** A JSON object, whatever it holds. */
export type Values = Readonly<Record<string, unknown>>

/** What is answered: JSON, and 200 unless Segment's `serve` says otherwise. */
export interface Answer {
  readonly status?: 400 | 404 | 500
  readonly json: unknown
}

/** What one route does with the body of a request; `names` are the parts of its path. */
export type Call = (session: Session, body: Values, names: Readonly<Record<string, string>>) => Answer | Promise<Answer>

/** A part of a body that is to be an object; an empty one where it is absent or something else. */
export function objectAt(body: Values, key: string): Values {
  const value = body[key]
  return isJsonObject(value) ? value : {}
}
