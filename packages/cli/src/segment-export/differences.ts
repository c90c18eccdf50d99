import type { AnyAction, Destination } from '@waybill/kit'
import { isBatched } from '../segment-fields'

/** What an exported destination does otherwise than here, for whoever reviews or uses it: one sentence each. */
export function differencesOf(destination: Destination): readonly string[] {
  const actions = Object.values(destination.actions)
  const optional = destination.presets.filter((preset) => preset.optional === true)
  const checked = Object.entries(destination.settings).filter(([, { pattern }]) => pattern !== undefined)
  return [
    ...sharing(actions),
    ...(actions.every(isBatched)
      ? []
      : [
          'Where the vendor takes one item a request, Segment hands over one payload at a time: there is no performBatch.'
        ]),
    'Segment sets the pace and tries again: the vendor’s declared rate and the order of a user’s events are not kept.',
    'What was left out of a payload is told to the debug log; Segment’s event log does not show it.',
    'An answer that quotes a secret is not censored: Segment shows the vendor’s words as they are.',
    'Segment’s runtime checks a payload before the action does: a value of the wrong type costs the event there, where here it costs the value.',
    ...checked.map(
      ([key]) =>
        `Segment has no word for the form of the setting "${key}": a wrong one is found by the test of the credentials, or by the first delivery.`
    ),
    ...(optional.length === 0
      ? []
      : [`Presets that are only for who asks are not exported: ${optional.map(({ name }) => name).join(', ')}.`]),
    ...('webhook' in destination && destination.webhook !== undefined
      ? ['Segment’s destinations take no webhooks: what the vendor reports back is not exported.']
      : [])
  ]
}

/** Actions whose items share requests here, which Segment hands over one action at a time. */
function sharing(actions: readonly AnyAction[]): readonly string[] {
  const shared = new Set(actions.map(({ endpoint }) => endpoint)).size < actions.filter(isBatched).length
  return shared ? ['Items of different actions do not share a request: Segment calls one action at a time.'] : []
}
