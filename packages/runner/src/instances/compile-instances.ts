import { compileDestination, isJsonObject } from '@waybill/kit'
import type { ConfigurationProblem, Destination, DestinationPlan } from '@waybill/kit'
import { chooseSubscriptions } from './choose-subscriptions'
import type { Instance } from './instance'

export type CompiledInstances =
  | { readonly ok: true; readonly instances: readonly Instance[] }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] }

/** The destinations that there are, by slug. */
type Destinations = Readonly<Record<string, Destination>>

const KEYS = ['id', 'destination', 'settings', 'subscriptions', 'requestsPerWindow']

/**
 * Checks and compiles a list of instance configurations (see InstanceConfiguration), whatever it may hold: every mistake
 * is reported at once, each with its place.
 */
export function compileInstances(configuration: unknown, destinations: Destinations): CompiledInstances {
  if (!Array.isArray(configuration)) {
    const message = 'The instances must be a list: [{"id": "…", "destination": "…", "settings": {…}}, …].'
    return { ok: false, problems: [{ place: 'instances', message }] }
  }
  const entries: readonly unknown[] = configuration
  const problems: ConfigurationProblem[] = []
  const instances: Instance[] = []
  const ids = new Set<unknown>()
  for (const [index, entry] of entries.entries()) {
    const place = `instances[${index}]`
    const compiled = compileInstance(entry, place, destinations)
    if (compiled.ok) instances.push(compiled.instance)
    else problems.push(...compiled.problems)
    const id = isJsonObject(entry) ? entry['id'] : undefined
    if (typeof id === 'string' && ids.has(id))
      problems.push({ place: `${place}.id`, message: `"${id}" is used twice.` })
    ids.add(id)
  }
  return problems.length === 0 ? { ok: true, instances } : { ok: false, problems }
}

type CompiledInstance =
  | { readonly ok: true; readonly instance: Instance }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] }

function compileInstance(entry: unknown, place: string, destinations: Destinations): CompiledInstance {
  if (!isJsonObject(entry)) return refuse([{ place, message: 'An instance must be an object.' }])
  const { id, settings, subscriptions, requestsPerWindow } = entry
  const problems = [...shapeProblems(entry, place)]
  const found = findDestination(entry['destination'], destinations)
  if (typeof found === 'string') return refuse([...problems, { place: `${place}.destination`, message: found }])
  const chosen = Array.isArray(subscriptions) ? chooseSubscriptions(found, subscriptions, place) : undefined
  const compiled = compileDestination(found, {
    settings: settings ?? {},
    ...(chosen && { subscriptions: chosen.subscriptions }),
    ...(typeof id === 'string' && { instanceId: id })
  })
  problems.push(...(chosen?.problems ?? []))
  if (!compiled.ok) {
    problems.push(...compiled.problems.map((problem) => ({ ...problem, place: `${place}.${problem.place}` })))
    return refuse(problems)
  }
  problems.push(...rateProblems(compiled.plan, requestsPerWindow, place))
  if (problems.length > 0 || typeof id !== 'string') return refuse(problems)
  const rate = typeof requestsPerWindow === 'number' ? { requestsPerWindow } : {}
  return { ok: true, instance: { id, plan: compiled.plan, ...rate } }
}

function shapeProblems(entry: { readonly [key: string]: unknown }, place: string): readonly ConfigurationProblem[] {
  const { id, subscriptions } = entry
  const problems: ConfigurationProblem[] = []
  for (const key of Object.keys(entry)) {
    if (!KEYS.includes(key))
      problems.push({ place: `${place}.${key}`, message: `Unknown; an instance has ${KEYS.join(', ')}.` })
  }
  if (typeof id !== 'string' || !/^[\w.-]+$/.test(id)) {
    problems.push({ place: `${place}.id`, message: 'The id must be a text of letters, digits, ".", "_" and "-".' })
  }
  if (subscriptions !== undefined && !Array.isArray(subscriptions)) {
    problems.push({ place: `${place}.subscriptions`, message: 'The subscriptions must be a list.' })
  }
  return problems
}

/** The destination of a slug, or what is wrong. */
function findDestination(slug: unknown, destinations: Destinations): Destination | string {
  const found = typeof slug === 'string' && Object.hasOwn(destinations, slug) ? destinations[slug] : undefined
  if (found !== undefined) return found
  const name = typeof slug === 'string' ? `There is no destination "${slug}"` : 'The destination is missing'
  return `${name}; choose one of ${Object.keys(destinations).join(', ')}.`
}

function rateProblems(plan: DestinationPlan, requests: unknown, place: string): readonly ConfigurationProblem[] {
  if (requests === undefined) return []
  const here = `${place}.requestsPerWindow`
  if (typeof requests !== 'number' || !Number.isInteger(requests) || requests < 1) {
    return [{ place: here, message: 'The rate must be a whole number of requests, 1 or more.' }]
  }
  for (const endpoint of new Set(plan.subscriptions.map(({ subscription }) => subscription.action.endpoint))) {
    const { rate } = endpoint.limits
    const maximum = rate?.maximum ?? rate?.requests ?? Infinity
    if (rate === undefined || requests <= maximum) continue
    const message = `${plan.destination.name} takes at most ${maximum} requests in ${rate.perSeconds} s; ${requests} is more.`
    return [{ place: here, message }]
  }
  return []
}

const refuse = (problems: readonly ConfigurationProblem[]): CompiledInstance => ({ ok: false, problems })
