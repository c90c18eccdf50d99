import { defaultMapping, isJsonObject, presetSubscription } from '@waybill/kit'
import type { ConfigurationProblem, Destination, Mapping, Subscription } from '@waybill/kit'

export interface ChosenSubscriptions {
  readonly subscriptions: readonly Subscription[]
  readonly problems: readonly ConfigurationProblem[]
}

type Chosen =
  { readonly ok: true; readonly subscription: Subscription } | { readonly ok: false; readonly message: string }

type Shape = { readonly [key: string]: unknown }

const PRESET_KEYS = ['preset', 'name', 'subscribe', 'mapping']
const OWN_KEYS = ['name', 'action', 'subscribe', 'mapping']

/** The subscriptions that the choices of a configuration stand for. */
export function chooseSubscriptions(
  destination: Destination,
  choices: readonly unknown[],
  place: string
): ChosenSubscriptions {
  const subscriptions: Subscription[] = []
  const problems: ConfigurationProblem[] = []
  for (const [index, choice] of choices.entries()) {
    const here = `${place}.subscriptions[${index}]`
    const chosen = choose(destination, choice)
    if (!chosen.ok) problems.push({ place: here, message: chosen.message })
    else if (subscriptions.some(({ name }) => name === chosen.subscription.name)) {
      const { name } = chosen.subscription
      problems.push({ place: here, message: `There are two subscriptions "${name}"; give one another "name".` })
    } else subscriptions.push(chosen.subscription)
  }
  return { subscriptions, problems }
}

function choose(destination: Destination, choice: unknown): Chosen {
  if (!isJsonObject(choice))
    return wrong('A subscription must be an object with "preset", or with "name" and "action".')
  const allowed = 'preset' in choice ? PRESET_KEYS : OWN_KEYS
  const unknown = Object.keys(choice).filter((key) => !allowed.includes(key))
  if (unknown.length > 0) return wrong(`Unknown: ${unknown.join(', ')}. A subscription has ${allowed.join(', ')}.`)
  for (const key of allowed) {
    if (key !== 'mapping' && choice[key] !== undefined && !isText(choice[key])) {
      return wrong(`The "${key}" of a subscription must be a text that is not empty.`)
    }
  }
  if (choice['mapping'] !== undefined && !(isJsonObject(choice['mapping']) && isMapping(choice['mapping']))) {
    return wrong('The "mapping" of a subscription must be an object: the name of each field, and what it is mapped to.')
  }
  return 'preset' in choice ? choosePreset(destination, choice) : chooseOwn(destination, choice)
}

function choosePreset(destination: Destination, { preset: wanted, name, subscribe, mapping }: Shape): Chosen {
  const preset = destination.presets.find((candidate) => candidate.name === wanted)
  if (preset === undefined) {
    const known = destination.presets.map((candidate) => `"${candidate.name}"`).join(', ')
    return wrong(
      `${destination.name} has no preset ${isText(wanted) ? `"${wanted}"` : 'of that name'}; it has ${known}.`
    )
  }
  const subscription = presetSubscription(destination, preset)
  return {
    ok: true,
    subscription: {
      ...subscription,
      ...(isText(name) && { name }),
      ...(isText(subscribe) && { subscribe }),
      mapping: override(subscription.mapping, mapping)
    }
  }
}

function chooseOwn(destination: Destination, { name, action, subscribe, mapping }: Shape): Chosen {
  if (!isText(name) || !isText(action) || !isText(subscribe)) {
    return wrong('A subscription of your own needs "name", "action" and "subscribe".')
  }
  const fields = destination.actions[action]?.fields ?? {}
  return {
    ok: true,
    subscription: {
      name,
      partnerAction: action,
      subscribe,
      mapping: mapping === undefined ? defaultMapping(fields) : override({}, mapping)
    }
  }
}

/** Replaces single fields of a mapping; null leaves a field empty. */
function override(mapping: Subscription['mapping'], changes: unknown): Subscription['mapping'] {
  const result: Record<string, Mapping | undefined> = { ...mapping }
  for (const [field, value] of Object.entries(isJsonObject(changes) ? changes : {})) {
    if (value === null) delete result[field]
    else if (isMapping(value)) result[field] = value
  }
  return result
}

/** Whether a value is JSON; which directives it holds is checked when the mapping is compiled. */
function isMapping(value: unknown): value is Mapping {
  if (Array.isArray(value)) return value.every(isMapping)
  if (isJsonObject(value)) return Object.values(value).every((member) => member === undefined || isMapping(member))
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const wrong = (message: string): Chosen => ({ ok: false, message })
