import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import { createUndiciTransport } from '@waybill/runner'
import { startSandbox } from '@waybill/sandbox'
import { EXIT } from '../exit-status'
import { openEvents } from '../input/read-events'
import { createProgress } from '../output/progress'
import type { Output } from '../output/writer'
import { sendEvents } from '../send-events'
import { compileTarget } from '../settings/compile-target'
import { redirect, sandboxOrigins, sandboxSettings } from '../settings/sandbox-targets'
import { UsageError } from '../usage-error'
import { resultText } from './send'

const EXAMPLES = join('examples', 'events.jsonl')

/** `actions-cli demo`: the example events through every destination, into the sandbox. */
export async function demo(_flags: unknown, output: Output): Promise<number> {
  if (!existsSync(EXAMPLES)) throw new UsageError(`The demo sends ${EXAMPLES}; run it in the folder of the repository.`)
  const source = await openEvents(EXAMPLES)
  const sandbox = await startSandbox()
  const transport = createUndiciTransport()
  try {
    const origins = sandboxOrigins(sandbox)
    const targets = Object.values(destinations).map((destination) => ({
      plan: compileTarget(destination, sandboxSettings[destination.slug] ?? {}),
      transport: redirect(transport, origins[destination.slug] ?? '')
    }))
    const result = await sendEvents(source, targets, createProgress(output.progressStream, source.totalBytes))
    output.out(resultText(result))
    const refused = result.destinations.filter((tally) => tally.refused > 0 || tally.expired.length > 0)
    output.out(
      refused.length === 0
        ? success()
        : `The sandbox refused some of it: ${refused.map(({ name }) => name).join(', ')}.\n`
    )
    return refused.length === 0 ? EXIT.ok : EXIT.failed
  } finally {
    await transport.close()
    await sandbox.close()
  }
}

const success = (): string =>
  [
    'Everything that could be sent was accepted by the sandbox; the lines above that were not are wrong on purpose.',
    '',
    'Where to look next',
    '  why an event becomes what it becomes   npx actions-cli explain --to customerio --events examples/events.jsonl --line 2',
    '  the requests, without sending them     npx actions-cli send --to customerio --events examples/events.jsonl --dry-run',
    '  what destinations there are            npx actions-cli list',
    '  all of it, by task                     docs/',
    ''
  ].join('\n')
