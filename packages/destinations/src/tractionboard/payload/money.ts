import { isJsonObject, reject } from '@waybill/kit'
import type { NoItems } from '@waybill/kit'

// A number as JSON or a person writes one, with the dollar sign that Segment's own libraries forgive.
const AMOUNT = /^\$?\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)$/i

/**
 * An amount of money as a number, or why it cannot be one. Nothing is guessed: with separators of thousands nobody can
 * tell 1.234 from 1234, and a wrong amount is worse than none.
 */
export function amountOf(text: string, what: 'payment' | 'refund'): number | NoItems {
  const match = AMOUNT.exec(text.trim())
  const amount = Number(match?.[1] ?? Number.NaN)
  if (amount > 0 && Number.isFinite(amount)) return amount
  return reject(
    `The Amount of the ${what} is not usable: it must be a number above zero, without separators of thousands.`
  )
}

/** The properties that may hold an amount, the likeliest first. */
const AMOUNT_PROPERTIES = ['amount', 'revenue', 'total', 'value']

/**
 * A message whose amount is the number its text stands for, as Segment's spec has it: Tractionboard reads the message.
 * A message that holds a number is returned as it is.
 *
 * @see https://segment.com/docs/connections/spec/track/
 */
export function withAmount(
  message: { readonly [key: string]: unknown },
  text: string,
  amount: number
): { readonly [key: string]: unknown } {
  const { properties } = message
  if (!isJsonObject(properties)) return message
  const written = AMOUNT_PROPERTIES.filter((key) => properties[key] === text)
  if (written.length === 0) return message
  return { ...message, properties: { ...properties, ...Object.fromEntries(written.map((key) => [key, amount])) } }
}

const CURRENCY = /^[a-z]{3}$/i

/** A currency by its ISO 4217 code; anything else is left out with a note, and the message keeps what it said. */
export function currencyOf(text: string | undefined, note: (text: string) => void): string | undefined {
  const code = text?.trim()
  if (!code) return undefined
  if (CURRENCY.test(code)) return code.toUpperCase()
  note('The Currency was left out: it is not a code of three letters (ISO 4217).')
  return undefined
}
