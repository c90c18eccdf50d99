import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import { readConfiguration } from '@waybill/server'
import type { RunningService, ServiceConfiguration } from '@waybill/server'
import { EXIT } from '../exit-status'
import { openEvents } from '../input/read-events'
import type { EventSource } from '../input/read-events'
import { aborted } from '../interruption'
import { addressLines } from '../output/address-lines'
import { summaryJson, summaryText } from '../output/summary'
import type { Terminal } from '../output/terminal'
import type { SendResult } from '../send-events'
import { feedService } from '../service/feed-service'
import { reachSandbox } from '../service/reach-vendors'
import type { Vendors } from '../service/reach-vendors'
import { createServiceTally } from '../service/service-tally'
import { startConfigured } from '../service/start-configured'
import { isPlayed, sandboxSettings } from '../settings/sandbox-targets'
import { UsageError } from '../usage-error'

const EXAMPLES = join('examples', 'events.jsonl')
const SOURCE = 'examples'
const WRITE_KEY = 'example-write-key'

export interface DemoFlags {
  readonly json?: boolean
}

/** `actions-cli demo`: a service with every destination, the sandbox in place of their vendors, and the example events. */
export async function demo(flags: DemoFlags, terminal: Terminal): Promise<number> {
  if (!existsSync(EXAMPLES)) throw new UsageError(`The demo sends ${EXAMPLES}; run it in the folder of the repository.`)
  const folder = await mkdtemp(join(tmpdir(), 'waybill-demo-'))
  const vendors = await reachSandbox()
  const interrupt = endedByHangup(terminal)
  try {
    return await runDemo({ flags, terminal, interrupt, vendors, configuration: configureDemo(folder) })
  } finally {
    await vendors.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A terminal that is closed ends the demo as Ctrl+C does: it leaves nothing behind. */
function endedByHangup({ interrupt, onHangup }: Pick<Terminal, 'interrupt' | 'onHangup'>): AbortSignal {
  const hangup = new AbortController()
  onHangup(() => hangup.abort())
  return AbortSignal.any([interrupt, hangup.signal])
}

interface Demo {
  readonly flags: DemoFlags
  readonly terminal: Terminal
  readonly interrupt: AbortSignal
  readonly vendors: Vendors
  readonly configuration: ServiceConfiguration
}

async function runDemo({ flags, terminal, interrupt, vendors, configuration }: Demo): Promise<number> {
  const source = await openEvents(EXAMPLES, terminal)
  const tally = createServiceTally(configuration.instances.map(({ instance }) => instance))
  const service = await startConfigured({
    configuration,
    vendors,
    readAgain: async () => ({ ok: true, configuration, warnings: [] }),
    environment: terminal.environment,
    isForPerson: terminal.outIsTTY,
    log: tally.part,
    // What the sandbox refuses is a fault to be seen, and nobody would resume a lane.
    tuning: { onWideFailure: 'reject' }
  })
  try {
    return await showDemo(service, { source, tally, flags, terminal, interrupt })
  } finally {
    await service.stop('The demo is over.')
  }
}

async function showDemo(service: RunningService, showing: Showing): Promise<number> {
  const { source, tally, flags, terminal, interrupt } = showing
  const fed = await feedService(source, { service, source: SOURCE, interrupt })
  const result = { ...fed, destinations: tally.results(service.core.runner.status()) }
  const problems = problemsOf(result)
  terminal.out(flags.json ? `${summaryJson(result)}\n` : `${summaryText(result)}${conclusion(problems)}`)
  if (terminal.progress.isTTY && !flags.json) await stayUp(service, terminal, interrupt)
  if (result.interrupted) return EXIT.interrupted
  return problems.length === 0 ? EXIT.ok : EXIT.failed
}

interface Showing extends Pick<Demo, 'flags' | 'terminal' | 'interrupt'> {
  readonly source: EventSource
  readonly tally: ReturnType<typeof createServiceTally>
}

function configureDemo(folder: string): ServiceConfiguration {
  const played = Object.values(destinations).filter(isPlayed)
  const text = JSON.stringify({
    http: { port: 0 },
    operations: { port: 0 },
    data: { folder },
    sources: { [SOURCE]: { writeKeys: [WRITE_KEY], origins: ['*'] } },
    destinations: Object.fromEntries(played.map(({ slug }) => [slug, {}]))
  })
  const read = readConfiguration(text, {
    destinations,
    sourceKinds: [],
    environment: {},
    folder,
    settingsOf: sandboxSettings
  })
  if (read.ok) return read.configuration
  throw new Error('The configuration of the demo does not fit its destinations.')
}

/** On a terminal somebody may want to look around, and to send something else. */
async function stayUp(
  { url, where, finished }: RunningService,
  terminal: Terminal,
  interrupt: AbortSignal
): Promise<void> {
  const event = JSON.stringify({ writeKey: WRITE_KEY, userId: 'you', event: 'Looked Around' })
  const lines = addressLines([
    { name: 'events go to', address: `${url}/v1/track` },
    { name: 'send one', address: `curl ${url}/v1/track -d '${event}'` },
    ...where
  ])
  const indented = lines.map((line) => `  ${line}\n`).join('')
  terminal.out(`The service is still there, until you press Ctrl+C\n${indented}`)
  await Promise.race([finished, aborted(interrupt)])
}

/** What did not end as it should; events that are wrong on purpose are to be rejected before they are sent. */
function problemsOf({ destinations: tallies, interrupted }: SendResult): readonly string[] {
  const unplayed = Object.values(destinations).filter((destination) => !isPlayed(destination))
  return [
    ...(interrupted ? ['The demo was interrupted.'] : []),
    ...unplayed.map(({ name }) => `The sandbox does not play ${name}, so nothing was sent there.`),
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
    '',
    'Where to look next',
    '  why an event becomes what it becomes   npx actions-cli explain --to customerio --events examples/events.jsonl --line 2',
    '  the requests, without sending them     npx actions-cli send --to customerio --events examples/events.jsonl --dry-run',
    '  what destinations there are            npx actions-cli list',
    '  a service of your own                  npx actions-cli init',
    '  all of it, by task                     docs/',
    ''
  ].join('\n')
