import type { Watch } from '../src/definitions/catalogue'

/** A watcher that a test tells what has changed. */
export function createManualWatch() {
  let tell: ((files: readonly string[]) => void) | undefined
  const watch: Watch = async (_directory, changed) => {
    tell = changed
    return { close: async () => undefined }
  }
  return { watch, change: (...files: readonly string[]) => tell?.(files) }
}
