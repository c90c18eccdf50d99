import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exampleEvents } from './events'
import { measure, table, writeResults } from './measure'

const ROUNDS = 7
const COMMAND = join(__dirname, '..', 'packages', 'cli', 'bin', 'actions-cli.js')

/** From nothing to the end of a command, in milliseconds. */
export async function benchStartup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'))
  const ten = join(folder, 'ten.jsonl')
  writeFileSync(ten, exampleEvents().lines.slice(0, 10).join('\n'))
  const commands: Readonly<Record<string, readonly string[]>> = {
    'node alone': ['-e', '0'],
    'actions-cli --help': [COMMAND, '--help'],
    'actions-cli send, 10 events, sandbox': [COMMAND, 'send', '--to', 'customerio', '--events', ten, '--sandbox']
  }
  const times = await measure(
    Object.entries(commands).map(([name, args]) => ({
      name,
      run: () => {
        const started = performance.now()
        spawnSync(process.execPath, args)
        return Promise.resolve(performance.now() - started)
      }
    })),
    ROUNDS
  )
  rmSync(folder, { recursive: true })
  const rows = Array.from(times)
  writeResults(
    'startup',
    rows.map(([what, milliseconds]) => ({ what, milliseconds }))
  )
  process.stdout.write(`Cold start, milliseconds\n\n${table(['command', 'ms'], rows)}\n`)
}
