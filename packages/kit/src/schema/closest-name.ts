/** The number of letters to insert, remove or replace to make one word of the other. */
const distance = (from: string, to: string): number => {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[to.length] ?? 0
}

const simplify = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** The name that was probably meant, or undefined if none is near; case and punctuation count for nothing. */
export const closestName = (name: string, names: readonly string[]): string | undefined => {
  const wanted = simplify(name)
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const candidate of names) {
    const simple = simplify(candidate)
    const letters = distance(wanted, simple)
    const isNear = letters <= Math.floor(Math.max(wanted.length, simple.length) / 3)
    if (isNear && (best === undefined || letters < best.distance)) best = { name: candidate, distance: letters }
  }
  return best?.name
}
