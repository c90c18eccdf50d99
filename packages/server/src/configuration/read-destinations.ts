import { isJsonObject } from '@waybill/kit'
import type { ConfigurationProblem, Destination } from '@waybill/kit'
import { compileInstances } from '@waybill/runner'
import { parsePlace } from './parse-place'
import type { ProblemLog } from './problem-log'
import type { ConfiguredInstance } from './service-configuration'
import type { Path } from './yaml-text'

/** Compiles the section `destinations`: instances by their ids. */
export function readDestinations(
  value: unknown,
  destinations: Readonly<Record<string, Destination>>,
  log: ProblemLog
): readonly ConfiguredInstance[] {
  if (!isJsonObject(value) || Object.keys(value).length === 0) {
    const known = Object.keys(destinations).join(', ')
    log.add(['destinations'], `Name at least one destination under "destinations": ${known}.`)
    return []
  }
  const instances: ConfiguredInstance[] = []
  for (const [id, written] of Object.entries(value)) {
    const path = ['destinations', id]
    // A name with nothing below it is null: a destination without settings.
    const entry = written ?? {}
    if (isJsonObject(entry) && 'id' in entry) {
      log.add([...path, 'id'], 'A destination is called by the key it stands under; take "id" out.')
      continue
    }
    const configuration = isJsonObject(entry)
      ? { ...entry, id, destination: entry['destination'] ?? slugLike(id, destinations) }
      : entry
    const compiled = compileInstances([configuration], destinations)
    if (!compiled.ok) for (const problem of compiled.problems) log.add(pathOf(problem, path, entry), problem.message)
    else
      instances.push(
        ...compiled.instances.map((instance) => ({ instance, fingerprint: JSON.stringify(configuration) }))
      )
  }
  return instances
}

/** What is called like a destination is one. */
const slugLike = (id: string, destinations: Readonly<Record<string, Destination>>): string | undefined =>
  Object.hasOwn(destinations, id) ? id : undefined

/** Where in the file a problem of an instance stands: `instances[0].settings.key`, or `instances[0].subscription "Name"`. */
function pathOf({ place }: ConfigurationProblem, path: Path, entry: unknown): Path {
  const inside = place.replace(/^instances\[0\]\.?/, '')
  const named = /^subscription "(.*)"$/s.exec(inside)?.[1]
  if (named === undefined) return [...path, ...parsePlace(inside)]
  const choices: unknown = isJsonObject(entry) ? entry['subscriptions'] : undefined
  const index = Array.isArray(choices) ? choices.findIndex((choice) => isCalled(choice, named)) : -1
  return index === -1 ? path : [...path, 'subscriptions', index]
}

const isCalled = (choice: unknown, name: string): boolean =>
  isJsonObject(choice) && (choice['name'] ?? choice['preset']) === name
