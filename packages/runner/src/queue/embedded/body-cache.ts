import type { Encoding } from './body-text'

export interface StoredBody {
  readonly encoding: Encoding
  readonly bytes: Buffer
}

const MAXIMUM_BYTES = 2 * 1024 * 1024

/** Bodies of the blocks read last, by place: single messages of a block are often wanted soon after the others. */
export class BodyCache {
  readonly #bodies = new Map<number, StoredBody>()
  #bytes = 0

  get(place: number): StoredBody | undefined {
    return this.#bodies.get(place)
  }

  keep(place: number, body: StoredBody): void {
    this.#bodies.set(place, body)
    this.#bytes += body.bytes.length
    for (const oldest of this.#bodies.keys()) {
      if (this.#bytes <= MAXIMUM_BYTES) break
      this.forget(oldest)
    }
  }

  forget(place: number): void {
    this.#bytes -= this.#bodies.get(place)?.bytes.length ?? 0
    this.#bodies.delete(place)
  }
}
