import { spawn } from 'node:child_process'
import type { Terminal } from '../output/terminal'

/** Opens an address in the user's browser; where there is none, the address that was printed has to do. */
export function openBrowser(url: string, { environment }: Terminal): void {
  const chosen = environment['BROWSER']
  if (chosen === 'none' || environment['CI'] !== undefined) return
  const [command, ...args] = launcher(url)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

function launcher(url: string): readonly [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', url]
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', url]
  return ['xdg-open', url]
}
