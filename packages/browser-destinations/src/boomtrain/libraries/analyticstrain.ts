import type { Properties } from '../../values/properties'
import type { BoomtrainLibrary } from '../client'

/**
 * The library up to version 4, which Segment's own device mode uses; Boomtrain no longer supports it.
 *
 * @see https://docs.zetaglobal.com/docs/set
 * @see https://docs.zetaglobal.com/docs/track
 */
interface Analyticstrain {
  readonly person: { readonly set: (attributes: Properties) => void }
  readonly track: (event: string, properties: Properties) => void
}

declare global {
  interface Window {
    /** An array until a library has come; then the library up to version 4, or the queue of p13n.js. */
    _bt?: Analyticstrain | unknown[]
  }
}

export function analyticstrain(apiKey: string): { src: string; find: () => BoomtrainLibrary | undefined } {
  window._bt ??= []
  const src = `https://cdn.boomtrain.com/analyticstrain/${encodeURIComponent(apiKey)}/analyticstrain.min.js`
  return { src, find: () => (isAnalyticstrain(window._bt) ? adapt(window._bt) : undefined) }
}

const isAnalyticstrain = (value: Window['_bt']): value is Analyticstrain =>
  value !== undefined && 'person' in value && typeof value.person.set === 'function'

const adapt = (library: Analyticstrain): BoomtrainLibrary => ({
  // `user_id` is what identifies; Segment's own device mode saves the ID as the attribute `id`, which segments may use.
  identify: (userId, attributes) => library.person.set({ ...attributes, id: userId, user_id: userId }),
  track: (event, properties) => library.track(event, properties),
  view: (content) => library.track('viewed', content)
})
