// The vendors' libraries as far as their documents tell: they take over what waits for them, and record every call.

export const TRACK = 'https://assets.customer.io/assets/track.js'
export const TRACK_EU = 'https://assets.customer.io/assets/track-eu.js'
export const ANALYTICSTRAIN = 'https://cdn.boomtrain.com/analyticstrain/acme/analyticstrain.min.js'
export const P13N = 'https://cdn.boomtrain.com/p13n/acme/p13n.min.js'

/** https://docs.customer.io/integrations/api/track/tag/track-v1-overview/ */
export const TRACK_JS = `(() => {
  const calls = (window.vendorCalls ??= [])
  const record = (name) => (...args) => void calls.push([name, ...structuredClone(args)])
  const library = { identify: record('identify'), track: record('track'), page: record('page') }
  const { src, id, dataset } = document.currentScript
  calls.push(['loaded', { src, id, ...dataset }])
  for (const [name, ...args] of window._cio) library[name](...args)
  library.push = ([name, ...args]) => library[name](...args)
  window._cio = library
})()`

/** https://docs.zetaglobal.com/docs/set and https://docs.zetaglobal.com/docs/track */
export const ANALYTICSTRAIN_JS = `(() => {
  const calls = (window.vendorCalls ??= [])
  const record = (name) => (...args) => void calls.push([name, ...structuredClone(args)])
  calls.push(['loaded', { src: document.currentScript.src }])
  window._bt = { person: { set: record('person.set') }, track: record('track'), push: record('push') }
  // It reports the page by itself.
  window._bt.track('viewed', { auto: true })
})()`

/** https://docs.zetaglobal.com/reference/update-user and https://docs.zetaglobal.com/reference/track-event */
export const P13N_JS = `(() => {
  const calls = (window.vendorCalls ??= [])
  calls.push(['loaded', { src: document.currentScript.src }])
  const waiting = window._bt ?? []
  window.bt = (...args) => void calls.push(['bt', ...structuredClone(args)])
  for (const args of waiting) window.bt(...args)
  window.bt('track', 'viewed', { auto: true })
})()`
