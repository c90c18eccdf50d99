import { isJsonObject } from '@waybill/kit'
import type { Context } from 'hono'
import { createByteBudget } from '../http/byte-budget'
import { readBody } from '../http/read-body'
import { refusal } from './refuse'

/** Values of a request that was not ours: each is looked at before it is used. */
export type Input = { readonly [name: string]: unknown }

/** Large enough for a list of many dead letters, or an edited event. */
const MAXIMUM_BYTES = 4_000_000

// Its own, so that who runs the service can act while the world fills the other.
const BEING_READ = createByteBudget(64 * 1024 * 1024)

/** The body of a request as an object with no other names than these; an empty body is an empty object. */
export async function readInput(context: Context, names: readonly string[]): Promise<Input> {
  const read = await readBody(context, { maximumBytes: MAXIMUM_BYTES, budget: BEING_READ })
  if (!read.ok) throw refusal(read.status, read.message)
  const value = parse(read.body.toString('utf8'))
  if (!isJsonObject(value)) throw refusal(400, 'The body must be a JSON object.')
  return onlyKnown(value, names)
}

function parse(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw refusal(400, 'The body is not valid JSON.')
  }
}

/** The parameters of a request, with no other names than these. */
export const readQuery = (context: Context, names: readonly string[]): Input => onlyKnown(context.req.query(), names)

/** Whoever misspells a filter must not get everything. */
export function onlyKnown(input: Input, names: readonly string[]): Input {
  for (const name of Object.keys(input)) {
    if (!names.includes(name)) throw refusal(400, `There is no "${name}" here; there is ${names.join(', ')}.`)
  }
  return input
}

export function readText(input: Input, name: string): string | undefined {
  const value = input[name]
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw refusal(400, `"${name}" must be a text that is not empty.`)
}

export interface NumberRange {
  readonly minimum: number
  readonly maximum?: number
}

/** A whole number, also as text. */
export function readNumber(
  input: Input,
  name: string,
  { minimum, maximum = Number.MAX_SAFE_INTEGER }: NumberRange
): number | undefined {
  const value = input[name]
  if (value === undefined) return undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isInteger(number) && number >= minimum && number <= maximum) return number
  const most = maximum === Number.MAX_SAFE_INTEGER ? 'or more' : `to ${maximum}`
  throw refusal(400, `"${name}" must be a whole number, ${minimum} ${most}.`)
}

/** How many a page holds. */
export const readMaximum = (input: Input): number => readNumber(input, 'maximum', { minimum: 1, maximum: 500 }) ?? 50

/** How many a second: a fraction is allowed. */
export function readPace(input: Input): number | undefined {
  const { perSecond } = input
  if (perSecond === undefined) return undefined
  if (typeof perSecond === 'number' && perSecond > 0 && Number.isFinite(perSecond)) return perSecond
  throw refusal(400, '"perSecond" must be a number above 0.')
}

/** The texts that are given. */
export const readTexts = <const Name extends string>(input: Input, names: readonly Name[]) =>
  given(names, (name) => readText(input, name))

/** The times that are given, in milliseconds since 1970. */
export const readTimes = <const Name extends string>(input: Input, names: readonly Name[]) =>
  given(names, (name) => readNumber(input, name, { minimum: 0 }))

function given<Name extends string, Value>(names: readonly Name[], read: (name: Name) => Value | undefined) {
  const values: { [Key in Name]?: Value } = {}
  for (const name of names) {
    const value = read(name)
    if (value !== undefined) values[name] = value
  }
  return values
}
