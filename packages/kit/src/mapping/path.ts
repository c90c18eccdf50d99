import type { Resolve } from './compiled'

/** The keys a path goes through, outermost first; none for the whole event. */
export type PathKeys = readonly string[]

// A bracket separates only beside a quote or a digit; a dot separates even inside quotes, so no path reaches a key that
// has a dot in it. This is the reading of actions-core, and mappings in the wild rely on it.
const separators = /\.|\[(?=["'\d])|(?<=["'\d])\]+/

/** Splits `traits.address['street']` or `products[0].sku` into its keys. */
export const keysOfPlaceholder = (text: string): PathKeys =>
  text
    .split(separators)
    .filter((part) => part !== '')
    .map((part) => part.replace(/["']/g, ''))

/** Splits the text of an `@path` into its keys: a placeholder's text, with an optional `$.` in front. */
export const keysOfPath = (text: string): PathKeys => keysOfPlaceholder(text.replace('$.', ''))

/** The canonical text of a path: `$`, `$.traits.email`, `$.products[0].sku`. */
export const textOfPath = (keys: PathKeys): string => `$${keys.map(textOfKey).join('')}`

const textOfKey = (key: string): string => {
  if (/^\d+$/.test(key)) return `[${key}]`
  return /^[^\s.[\]'"]+$/.test(key) ? `.${key}` : `['${key}']`
}

const prototypes = [Object.prototype, Array.prototype, String.prototype, Number.prototype, Boolean.prototype]

/** Whether a plain read of the key could find something inherited: `constructor`, `length`, `map`. */
const isInheritable = (key: string): boolean => prototypes.some((prototype) => key in prototype)

/**
 * Compiles a path to the closure that reads it. Only own properties count; a falsy value on the way ends the path and is
 * the result, as in actions-core: `$.a.b` of `{ a: null }` is null.
 */
export const readerOf = (keys: PathKeys): Resolve => {
  if (keys.some(isInheritable)) return readOwn(keys)
  const [first, second, third, ...rest] = keys.map(internalized)
  if (first === undefined) return (source) => source
  if (second === undefined) return readOne(first)
  if (third === undefined) return readTwo(first, second)
  return rest.length === 0 ? readThree(first, second, third) : readMany(keys.map(internalized))
}

// V8 looks a property up by a string's identity: only strings that already are property names have one. The parts of a
// split string do not, and would be looked up by content on every event.
const internalized = (key: string): string => Object.keys({ [key]: 0 })[0] ?? key

// Nothing can be read from a falsy value; everything else, a string or a number too, has properties in JavaScript.
const isReadable = (value: unknown): value is { readonly [key: string]: unknown } => Boolean(value)

const readOne =
  (first: string): Resolve =>
  (source) =>
    isReadable(source) ? source[first] : source

const readTwo =
  (first: string, second: string): Resolve =>
  (source) => {
    if (!isReadable(source)) return source
    const inner = source[first]
    return isReadable(inner) ? inner[second] : inner
  }

const readThree =
  (first: string, second: string, third: string): Resolve =>
  (source) => {
    if (!isReadable(source)) return source
    const middle = source[first]
    if (!isReadable(middle)) return middle
    const inner = middle[second]
    return isReadable(inner) ? inner[third] : inner
  }

const readMany =
  (keys: PathKeys): Resolve =>
  (source) => {
    let value = source
    for (const key of keys) {
      if (!isReadable(value)) return value
      value = value[key]
    }
    return value
  }

const readOwn =
  (keys: PathKeys): Resolve =>
  (source) => {
    let value = source
    for (const key of keys) {
      if (!isReadable(value)) return value
      value = Object.hasOwn(value, key) ? value[key] : undefined
    }
    return value
  }
