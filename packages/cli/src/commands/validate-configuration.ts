import { describeFql } from '@waybill/kit'
import type { ServiceConfiguration, SourceConfiguration } from '@waybill/server'
import { EXIT } from '../exit-status'
import type { Terminal } from '../output/terminal'
import { loadConfiguration, problemLine } from '../service/load-configuration'

/** `actions-cli validate waybill.yaml`: everything that is wrong with the file, or what it means. Nothing is sent. */
export async function validateConfiguration(
  path: string,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal
): Promise<number> {
  const read = await loadConfiguration(path, { terminal })
  const problems = read.ok ? [] : read.problems
  if (json) {
    const meaning = read.ok ? meaningOf(read.configuration) : undefined
    terminal.out(`${JSON.stringify({ file: path, problems, warnings: read.warnings, ...meaning })}\n`)
  } else {
    for (const problem of problems) terminal.out(`${problemLine(path, problem)}\n`)
    for (const warning of read.warnings) terminal.out(`${problemLine(path, warning)} (a warning)\n`)
    terminal.out(read.ok ? meaningText(path, meaningOf(read.configuration)) : countText(problems.length))
  }
  return read.ok ? EXIT.ok : EXIT.failed
}

interface Meaning {
  readonly sources: readonly { readonly id: string; readonly sentence: string }[]
  readonly destinations: readonly {
    readonly id: string
    readonly name: string
    readonly subscriptions: readonly { readonly name: string; readonly sentence: string }[]
  }[]
}

function meaningOf({ sources, instances }: ServiceConfiguration): Meaning {
  return {
    sources: sources.map((source) => ({ id: source.id, sentence: sourceSentence(source) })),
    destinations: instances.map(({ instance: { id, plan } }) => ({
      id,
      name: plan.destination.name,
      subscriptions: plan.subscriptions.map(({ subscription, ast }) => ({
        name: subscription.name,
        sentence: meaning(subscription.name, subscription.action.title, describeFql(ast))
      }))
    }))
  }
}

/** What most are called is what they do: that need not be said twice. */
const meaning = (name: string, action: string, condition: string): string =>
  name === action ? `when ${condition}.` : `${action}, when ${condition}.`

function sourceSentence(source: SourceConfiguration): string {
  const to = source.destinations.size === 0 ? 'nowhere' : `to ${[...source.destinations].join(', ')}`
  if (source.kind === 'other') return `${source.sourceKind.title}, ${to}.`
  const from = source.origins.length === 0 ? '' : `, from pages of ${source.origins.join(', ')} too`
  return `Segment's HTTP Tracking API${from}, ${to}.`
}

function meaningText(path: string, { sources, destinations }: Meaning): string {
  return [
    `${path} is fine. It means:`,
    ...sources.map(({ id, sentence }) => `  source ${id}: ${sentence}`),
    ...destinations.flatMap(({ id, name, subscriptions }) => [
      `  destination ${id} (${name})`,
      ...subscriptions.map((each) => `    ${each.name}: ${each.sentence}`)
    ]),
    ''
  ].join('\n')
}

const countText = (count: number): string => `${count} ${count === 1 ? 'problem' : 'problems'}.\n`
