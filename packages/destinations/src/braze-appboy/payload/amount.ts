/** An amount of money, from a number or from its digits with or without a dollar sign; undefined for anything else. */
export function amountOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const digits = value.trim().replace('$', '')
  const amount = DECIMAL.test(digits) ? Number(digits) : Number.NaN
  return Number.isFinite(amount) ? amount : undefined
}

// Number() would take 0x10 for sixteen as well.
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
