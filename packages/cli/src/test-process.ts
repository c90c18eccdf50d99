import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** A command in a process of its own, as a user has it. */
export interface CommandProcess {
  /** Resolves with the first address it writes. */
  readonly url: Promise<string>
  /** Asks it to end, as Ctrl+C does. */
  readonly interrupt: () => void
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<{ readonly status: number | null; readonly out: string; readonly err: string }>
}

const COMMAND = `require(${JSON.stringify(join(__dirname, 'main'))}).main(['node', 'actions-cli', ...process.argv.slice(1)])`

const started: { readonly kill: () => void }[] = []

/** Ends everything that was started and has not ended by itself; call it after all tests of a file. */
export function killCommands(): void {
  for (const { kill } of started.splice(0)) kill()
}

interface CommandOptions {
  /** Every write behind so many bytes of a file fails, as on a disk with a fault. */
  readonly maximumFileBytes?: number
  /** Added to that of the tests. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts a command as a process of its own. */
export function startCommand(
  args: readonly string[],
  { maximumFileBytes, environment = {} }: CommandOptions = {}
): CommandProcess {
  const node = ['--require', 'esbuild-register', '--conditions=@waybill/source', '--eval', COMMAND, '--', ...args]
  // POSIX counts in blocks of 512 bytes.
  const limit = maximumFileBytes === undefined ? '' : `ulimit -f ${Math.floor(maximumFileBytes / 512)} && `
  const child = spawn('sh', ['-c', `${limit}exec "$0" "$@"`, process.execPath, ...node], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const written = { out: '', err: '' }
  const ended: CommandProcess['ended'] = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, ...written }))
  })
  const url = new Promise<string>((resolve, reject) => {
    const look = (stream: 'out' | 'err') => (chunk: Buffer) => {
      written[stream] += chunk.toString()
      const found = /http:[^\s"]+/.exec(written[stream])?.[0]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', look('out'))
    child.stderr.on('data', look('err'))
    ended.then(({ err }) => reject(new Error(`It ended before it told its address. ${err}`)), reject)
  })
  // Nobody may wait for it any more.
  url.catch(() => undefined)
  const running = { url, ended, interrupt: () => void child.kill('SIGINT'), kill: () => child.kill('SIGKILL') }
  started.push(running)
  return running
}
