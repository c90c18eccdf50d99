/**
 * The sizes Braze documents. "KB" is taken as 1,000 bytes: what fits that also fits a server that counts 1,024.
 *
 * https://www.braze.com/docs/api/objects_filters/event_object
 * https://www.braze.com/docs/user_guide/data/activation/attributes/nested_custom_attribute_support
 */
export const limits = {
  /** Characters of a name: of an attribute, an event, a product, a property. */
  name: 255,
  /** Characters of a text value. */
  text: 255,
  /** Bytes of properties that hold arrays or objects, and of a nested attribute. */
  nested: 100_000,
  quantity: 100,
  /** Objects in a request to any endpoint but /users/track. */
  objects: 50
} as const
