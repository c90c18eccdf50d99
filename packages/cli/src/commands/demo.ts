import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import { createUndiciTransport } from '@waybill/runner'
import type { Transport } from '@waybill/runner'
import { startSandbox } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'
import { EXIT } from '../exit-status'
import { openEvents } from '../input/read-events'
import { createProgress } from '../output/progress'
import { summaryJson, summaryText } from '../output/summary'
import type { Terminal } from '../output/terminal'
import { sendEvents } from '../send-events'
import type { SendResult, Target } from '../send-events'
import { compileTarget } from '../settings/compile-target'
import { isPlayed, redirect, sandboxOrigins, sandboxSettings } from '../settings/sandbox-targets'
import { UsageError } from '../usage-error'

const EXAMPLES = join('examples', 'events.jsonl')

export interface DemoFlags {
  readonly json?: boolean
}

/** `actions-cli demo`: the example events through every destination, into the sandbox. */
export async function demo(flags: DemoFlags, terminal: Terminal): Promise<number> {
  if (!existsSync(EXAMPLES)) throw new UsageError(`The demo sends ${EXAMPLES}; run it in the folder of the repository.`)
  const source = await openEvents(EXAMPLES, terminal)
  const sandbox = await startSandbox()
  const transport = createUndiciTransport()
  try {
    const progress = createProgress(terminal.progress, {
      totalBytes: source.totalBytes,
      terminalType: terminal.environment['TERM']
    })
    const result = await sendEvents(source, targetsIn(sandbox, transport), {
      progress,
      interrupt: terminal.interrupt
    })
    const problems = problemsOf(result)
    terminal.out(flags.json ? `${summaryJson(result)}\n` : `${summaryText(result)}${conclusion(problems)}`)
    if (result.interrupted) return EXIT.interrupted
    return problems.length === 0 ? EXIT.ok : EXIT.failed
  } finally {
    await transport.close()
    await sandbox.close()
  }
}

function targetsIn(sandbox: Sandbox, transport: Transport): readonly Target[] {
  const origins = sandboxOrigins(sandbox)
  return Object.values(destinations)
    .filter(isPlayed)
    .map((destination) => ({
      plan: compileTarget(destination, sandboxSettings(destination), 'the sandbox'),
      transport: redirect(transport, origins[destination.slug] ?? '')
    }))
}

/** What did not end as it should; events that are wrong on purpose are to be rejected before they are sent. */
function problemsOf({ destinations: tallies, interrupted }: SendResult): readonly string[] {
  return [
    ...(interrupted ? ['The demo was interrupted.'] : []),
    ...tallies
      .filter(({ refused, expired }) => refused > 0 || expired.length > 0)
      .map(({ name }) => `The sandbox refused some of what was sent to ${name}; the reasons are above.`)
  ]
}

const conclusion = (problems: readonly string[]): string =>
  [
    ...(problems.length > 0
      ? problems
      : ['The sandbox accepted everything that was sent; what was rejected before that is wrong on purpose.']),
    ...Object.values(destinations)
      .filter((destination) => !isPlayed(destination))
      .map(({ name }) => `The sandbox does not play ${name}, so nothing was sent there.`),
    '',
    'Where to look next',
    '  why an event becomes what it becomes   npx actions-cli explain --to customerio --events examples/events.jsonl --line 2',
    '  the requests, without sending them     npx actions-cli send --to customerio --events examples/events.jsonl --dry-run',
    '  what destinations there are            npx actions-cli list',
    '  all of it, by task                     docs/',
    ''
  ].join('\n')
