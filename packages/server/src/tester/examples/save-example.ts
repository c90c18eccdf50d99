import { readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { isNativeError } from 'node:util/types'
import { buildRequest, checkEvent, compileDestination, createRedactor, defaultMapping } from '@waybill/kit'
import type {
  Destination,
  DestinationPlan,
  Example,
  ExampleOutcome,
  Examples,
  Mapping,
  Planned,
  SegmentEvent
} from '@waybill/kit'
import type { DefinitionFolder } from '../../definitions/find-folders'
import { examplesFile } from '../../definitions/load-definition'
import type { SaveExampleRequest, SaveExampleResponse } from '../contract'
import { packItems, parcelsOf } from '../pack-items'
import { exampleSubscription } from './example-subscription'
import { insertExample } from './insert-example'

export interface SavePlace {
  readonly folder: DefinitionFolder
  readonly destination: Destination
  readonly examples: Examples
}

/** Writes an event and what becomes of it into a destination's examples.ts, where it is a test from then on. */
export function saveExample(request: SaveExampleRequest, place: SavePlace): SaveExampleResponse {
  const made = makeExample(request, place)
  if (typeof made === 'string') return refuse(made)
  const path = examplesFile(place.folder)
  const file = relative(process.cwd(), path)
  try {
    const inserted = insertExample(readFileSync(path, 'utf8'), made)
    if (!inserted.ok) return refuse(`${file} ${inserted.reason}.`)
    writeFileSync(path, inserted.text)
    return { kind: 'saved', file, line: inserted.line, text: inserted.written }
  } catch (error) {
    const code = isNativeError(error) && 'code' in error ? String(error.code) : 'unknown reason'
    return refuse(`${file} cannot be written (${code}); check who may write it.`)
  }
}

const refuse = (reason: string): SaveExampleResponse => ({ kind: 'refused', reason })

const MAXIMUM_TITLE = 120

/** The example, or why there can be none. */
function makeExample(request: SaveExampleRequest, { destination, examples }: SavePlace): Example | string {
  const title = request.title.trim()
  if (title === '') return 'Say in the title what the example shows.'
  if (title.length > MAXIMUM_TITLE || /[\n\r]/.test(title)) {
    return `The title must be one line of at most ${MAXIMUM_TITLE} characters.`
  }
  if (examples.examples.some((example) => example.title === title)) {
    return `There is an example titled "${title}" already; choose another title.`
  }
  const checked = checkEvent(request.event)
  if (!checked.ok) return checked.reason
  const { event } = checked
  const redactor = createRedactor(destination.settings, request.settings)
  if (
    JSON.stringify(redactor.value([event, title, request.subscription.mapping])) !==
    JSON.stringify([event, title, request.subscription.mapping])
  ) {
    return 'The event or the mapping holds a secret of the settings; take it out first.'
  }
  return withOutcome({ title, event, request }, { destination, examples })
}

interface Draft {
  readonly title: string
  readonly event: SegmentEvent
  readonly request: SaveExampleRequest
}

function withOutcome(
  { title, event, request }: Draft,
  { destination, examples }: Omit<SavePlace, 'folder'>
): Example | string {
  const { partnerAction: action, mapping: whole } = request.subscription
  const mapping = differingMapping(destination, action, whole)
  if (typeof mapping === 'string') return mapping
  const settings = differingSettings(destination, examples, request.settings)
  const start = {
    title,
    action,
    event,
    ...(Object.keys(mapping).length > 0 && { mapping }),
    ...(Object.keys(settings).length > 0 && { settings })
  }
  const compiled = compileDestination(destination, {
    settings: { ...examples.settings, ...settings },
    subscriptions: [exampleSubscription(destination, start)]
  })
  if (!compiled.ok) return compiled.problems.map(({ message }) => message).join(' ')
  const planned = compiled.plan.plan(event).find(({ subscription }) => subscription?.name === title)
  if (planned === undefined) {
    return `${destination.name} is switched off in the event's "integrations"; an example shows what is sent.`
  }
  return { ...start, expect: outcomeOf(compiled.plan, planned) }
}

/** What differs from the defaults of the action, which every example starts from. */
function differingMapping(
  destination: Destination,
  name: string,
  whole: { readonly [field: string]: Mapping | undefined }
): Record<string, Mapping> | string {
  const action = Object.hasOwn(destination.actions, name) ? destination.actions[name] : undefined
  if (action === undefined) return `${destination.name} has no action "${name}".`
  const defaults = defaultMapping(action.fields)
  const left = Object.keys(defaults).find((key) => whole[key] === undefined)
  if (left !== undefined) {
    return `An example starts from the defaults of its action, so it cannot leave "${left}" unmapped; map it, or map it to "".`
  }
  const differing: Record<string, Mapping> = {}
  for (const [key, value] of Object.entries(whole)) {
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(defaults[key])) differing[key] = value
  }
  return differing
}

/** A choice such as a region may go into a file; what a user typed, a key above all, does not. */
function differingSettings(
  destination: Destination,
  examples: Examples,
  settings: SaveExampleRequest['settings']
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(destination.settings).flatMap(([key, { type, choices }]): [string, unknown][] => {
    const value = settings[key]
    const isChoice = choices !== undefined && type !== 'password' && value !== undefined && value !== ''
    return isChoice && value !== examples.settings[key] ? [[key, value]] : []
  })
  return Object.fromEntries(entries)
}

function outcomeOf(plan: DestinationPlan, planned: Planned): ExampleOutcome {
  if (planned.kind !== 'items') {
    return planned.kind === 'skipped' ? { skipped: planned.reason } : { rejected: planned.reason }
  }
  return {
    requests: packItems(parcelsOf(planned, 0)).loads.map(({ endpoint, parcels }) => {
      const { method, url, json } = buildRequest(
        endpoint,
        plan.settings,
        parcels.map(({ item }) => item)
      )
      return { method, url, ...(json !== undefined && { json: JSON.parse(JSON.stringify(json)) as unknown }) }
    })
  }
}
