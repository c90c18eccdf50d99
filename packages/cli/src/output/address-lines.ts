import type { NamedAddress } from '@waybill/server'

/** The names under one another, and their addresses in a column beside them. */
export function addressLines(addresses: readonly NamedAddress[]): readonly string[] {
  const width = Math.max(...addresses.map(({ name }) => name.length))
  return addresses.map(({ name, address }) => `${name.padEnd(width)}  ${address}`)
}
