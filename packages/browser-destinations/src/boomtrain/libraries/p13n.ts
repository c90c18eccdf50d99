import type { BoomtrainLibrary } from '../client'

/**
 * The library of today: one function that takes commands, and before it has come, a queue of their arguments.
 *
 * @see https://docs.zetaglobal.com/reference/update-user
 * @see https://docs.zetaglobal.com/reference/track-event
 */
type P13n = (...command: readonly unknown[]) => void

declare global {
  interface Window {
    bt?: P13n
  }
}

/** What the vendor's snippet puts in the place of the library. */
const snippet: P13n = (...command) => {
  const queue = window._bt
  if (queue !== undefined && 'push' in queue) queue.push(command)
}

export function p13n(apiKey: string): { src: string; find: () => BoomtrainLibrary | undefined } {
  const queue = (window._bt ??= [])
  window.bt ??= snippet
  // Nothing documents how the library takes over: by the function, by the queue, or by how the queue is pushed.
  const hasTakenOver = (): boolean =>
    window.bt !== snippet || (Array.isArray(queue) && (window._bt !== queue || queue.push !== Array.prototype.push))
  const src = `https://cdn.boomtrain.com/p13n/${encodeURIComponent(apiKey)}/p13n.min.js`
  return { src, find: () => (hasTakenOver() && window.bt !== undefined ? adapt(window.bt) : undefined) }
}

const adapt = (bt: P13n): BoomtrainLibrary => ({
  identify: (userId, attributes) => bt('updateUser', { ...attributes, user_id: userId }),
  track: (event, properties) => bt('track', event, properties),
  // What Segment's device mode calls the model is the resource type to this library.
  view: (content) => bt('track', 'viewed', 'model' in content ? { resourceType: content.model, ...content } : content)
})
