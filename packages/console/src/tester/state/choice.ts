import type { DestinationDetail, ExampleDetail, Mapping, PresetDetail, Subscription } from '@waybill/server/tester'
import { isRecord } from '../../editor/is-record'

/** What the user tries: everything a new user of the destination gets, or one subscription that can be edited. */
export type Choice =
  | { readonly kind: 'presets' }
  | { readonly kind: 'preset'; readonly name: string }
  | { readonly kind: 'action'; readonly name: string }
  | { readonly kind: 'example'; readonly name: string }

/** The choice as it stands in the address and in a list. */
export const encodeChoice = (choice: Choice): string =>
  choice.kind === 'presets' ? 'presets' : `${choice.kind}:${choice.name}`

/** The choice that a text means; undefined when it means none of this destination's. */
export function decodeChoice(text: string, detail: DestinationDetail): Choice | undefined {
  if (text === 'presets') return { kind: 'presets' }
  const [, kind, name = ''] = /^(preset|action|example):(.*)$/s.exec(text) ?? []
  if (kind !== 'preset' && kind !== 'action' && kind !== 'example') return undefined
  const choice: Choice = { kind, name }
  return subscriptionOf(choice, detail) === undefined ? undefined : choice
}

/** The one subscription a choice stands for, as the definition has it; undefined for all presets, and for what is not there. */
export function subscriptionOf(choice: Choice, detail: DestinationDetail): Subscription | undefined {
  if (choice.kind === 'presets') return undefined
  if (choice.kind === 'preset') return presetNamed(detail, choice.name)
  if (choice.kind === 'example') return exampleNamed(detail, choice.name)?.subscription
  const action = detail.actions.find(({ name }) => name === choice.name)
  if (action === undefined) return undefined
  const subscribe = action.defaultSubscription ?? 'type = "track"'
  return { name: action.title, partnerAction: action.name, subscribe, mapping: action.defaultMapping }
}

const presetNamed = (detail: DestinationDetail, wanted: string): Subscription | undefined => {
  const preset = detail.presets.find(({ name }) => name === wanted)
  return preset && withoutFlag(preset)
}

const withoutFlag = ({ name, partnerAction, subscribe, mapping }: PresetDetail): Subscription => ({
  name,
  partnerAction,
  subscribe,
  mapping
})

export const exampleNamed = (detail: DestinationDetail, title: string): ExampleDetail | undefined =>
  detail.examples.find((example) => example.title === title)

/** A subscription as the user edits it: two texts. */
export interface Draft {
  readonly name: string
  readonly partnerAction: string
  readonly subscribe: string
  /** JSON. */
  readonly mapping: string
}

export const draftOf = ({ name, partnerAction, subscribe, mapping }: Subscription): Draft => ({
  name,
  partnerAction,
  subscribe,
  mapping: JSON.stringify(mapping, null, 2)
})

/** The mapping a draft's text means; undefined when it is not a JSON object. */
export function readMapping(text: string): { readonly [field: string]: Mapping } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMapping(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** What JSON makes an object is a mapping, if perhaps one with mistakes: the server tells them. */
const isMapping = (value: unknown): value is { readonly [field: string]: Mapping } => isRecord(value)
