import { mistake } from '../place'
import type { Directive } from './directive'

/** `@literal`: the value as it stands; directives inside it are still followed, as in actions-core. */
export const literalDirective: Directive = (value, place) =>
  value === undefined
    ? mistake(place, (where) => `${where} has no value; give it a JSON value.`)
    : place.compile(value, { ...place, mixedKeys: 'data' })
