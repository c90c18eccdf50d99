/** What the address says is looked at: the parameters behind its `#`. */
export const readPlace = (location: Location): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(location.hash.slice(1)))

/** Writes what is looked at into the address, so that a reload and a bookmark lead back to it. */
export function writePlace(history: History, place: Readonly<Record<string, string | undefined>>): void {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(place)) if (value !== undefined) parameters.set(name, value)
  history.replaceState(null, '', `#${parameters.toString()}`)
}
