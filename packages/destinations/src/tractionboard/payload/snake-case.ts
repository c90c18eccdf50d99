/** A name in snake case, as Engage writes the names of audiences: `Order Completed — last 30days` is `order_completed_last_30days`. */
export const snakeCase = (name: string): string =>
  name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase()
