import { reject } from '@waybill/kit'
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

const CURRENCY = /^[a-z]{3}$/i

/** A currency by its ISO 4217 code; anything else is left out with a note, and the message keeps what it said. */
export function currencyOf(text: string | undefined, note: (text: string) => void): string | undefined {
  const code = text?.trim()
  if (!code) return undefined
  if (CURRENCY.test(code)) return code.toUpperCase()
  note('The Currency was left out: it is not a code of three letters (ISO 4217).')
  return undefined
}
