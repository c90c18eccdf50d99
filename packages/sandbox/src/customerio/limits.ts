/**
 * The sizes Customer.io documents, in bytes unless said otherwise.
 * "kb" is taken as 1,000 bytes: what fits that also fits a server that counts 1,024.
 *
 * https://docs.customer.io/integrations/api/track/
 */
export const limits = {
  entity: 32_000,
  batch: 500_000,
  identifier: 150,
  attributeName: 150,
  attributeValue: 1000,
  /** A number of attributes, not bytes. */
  attributes: 300,
  objectAttributes: 100_000,
  eventName: 100,
  eventData: 100_000
} as const
