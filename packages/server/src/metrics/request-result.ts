import type { Exchange } from '@waybill/kit'

/** How a request ended, in so few words that each can be a label: `2xx` to `5xx`, `429`, `timeout`, `network`. */
export function resultOf(exchange: Exchange): string {
  if (exchange.kind === 'failure') return exchange.failure
  const { status } = exchange.response
  return status === 429 ? '429' : `${Math.floor(status / 100)}xx`
}
