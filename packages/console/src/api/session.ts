/** Where the token lives between a reload and the next: in this tab, on this port, until it is closed. */
const KEY = 'waybill-token'

/**
 * Takes the token out of the address (`#token=…`) and keeps it for this tab, so that it stands neither in the address nor
 * in a bookmark. Without one in the address it is the one kept before; empty when there is none.
 */
export function takeToken(location: Location, history: History, storage: Storage): string {
  const parameters = new URLSearchParams(location.hash.slice(1))
  const token = parameters.get('token')
  if (token === null) return storage.getItem(KEY) ?? ''
  storage.setItem(KEY, token)
  parameters.delete('token')
  const rest = parameters.toString()
  history.replaceState(null, '', `${location.pathname}${location.search}${rest === '' ? '' : `#${rest}`}`)
  return token
}
