import type { Path } from './yaml-text'

/** The steps of a place such as `products[2].price`. */
export const parsePlace = (place: string): Path =>
  Array.from(place.matchAll(/\[(\d+)\]|[^.[\]]+/g), ([step, index]) => (index === undefined ? step : Number(index)))
