/** Any value JSON can carry, read-only: whoever needs another value makes a new one. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** A JSON object; absent keys and keys set to undefined mean the same. */
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** Whether a value is an object with keys: not null, not an array. */
export const isJsonObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
