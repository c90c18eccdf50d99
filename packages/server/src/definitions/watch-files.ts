import { watch } from 'chokidar'
import type { Watch } from './catalogue'

// An editor writes a file in several steps, a checkout many files: what comes this close together is one change.
const SETTLED_MILLISECONDS = 30

/** Watches the files of definitions on disk. */
export const watchFiles: Watch = async (directory, changed) => {
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(directory, {
    ignoreInitial: true,
    ignored: (path, stats) => isHidden(path.slice(directory.length)) || (stats?.isFile() === true && !isSource(path))
  })
  watcher.on('all', (_event, path) => {
    waiting.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const files = [...waiting]
      waiting.clear()
      changed(files)
    }, SETTLED_MILLISECONDS)
  })
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve)
  })
  return {
    close: async () => {
      clearTimeout(timer)
      await watcher.close()
    }
  }
}

const isHidden = (path: string): boolean => /[\\/](?:node_modules|\.[^\\/]+)(?:[\\/]|$)/.test(path)

const isSource = (path: string): boolean => /\.(?:[cm]?[jt]sx?|json)$/.test(path)
