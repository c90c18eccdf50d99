import type { SegmentResult, SegmentRuntimeAction } from '@waybill/kit/segment'
import type { Call, Values } from './call'
import { objectAt } from './call'
import { exchangesOf } from './exchanges'
import type { SegmentExchange } from './exchanges'
import { describeError, tellError } from './segment-error'
import type { SegmentError } from './segment-error'

/** POST /<action>: runs one event, or a list of them together. */
export const runAction: Call = async ({ runtime, redactorFor }, body, { action: name = '' }) => {
  const redactor = redactorFor(objectAt(body, 'settings'))
  const action = Object.hasOwn(runtime.actions, name) ? runtime.actions[name] : undefined
  if (action === undefined) {
    const known = Object.keys(runtime.actions).join(', ')
    return { status: 404, json: [tellError(404, `There is no action "${name}"; there are ${known}.`)] }
  }
  try {
    const results = await run(action, body)
    const exchanges = await exchangesOf(runtime.responses, redactor)
    return { json: redactor.value(results === undefined ? exchanges : withResults(exchanges, results)) }
  } catch (error) {
    return { json: [describeError(error, redactor)] }
  }
}

/** Resolves to the result of each event of a list, and to nothing for a single event. */
async function run(action: SegmentRuntimeAction, body: Values): Promise<readonly SegmentResult[] | undefined> {
  const { payload = {} } = body
  const events: readonly unknown[] | undefined = Array.isArray(payload) ? payload : undefined
  const first = events === undefined ? payload : events[0]
  const bundle = {
    data: payload,
    settings: objectAt(body, 'settings'),
    mapping: mappingFor(action, body, first),
    audienceSettings: audienceSettingsOf(first),
    auth: objectAt(body, 'auth'),
    features: objectAt(body, 'features')
  }
  if (events !== undefined) return action.executeBatch(bundle)
  await action.execute(bundle)
  return undefined
}

/** The defaults of the action's fields under the mapping given; where there is neither, the event is the payload. */
function mappingFor(action: SegmentRuntimeAction, body: Values, event: unknown): unknown {
  const mapping: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(action.definition.fields)) {
    if (field.default !== undefined && field.default !== null) mapping[key] = field.default
  }
  Object.assign(mapping, objectAt(body, 'mapping'))
  return Object.keys(mapping).length > 0 ? mapping : (event ?? {})
}

const audienceSettingsOf = (event: unknown): unknown =>
  objectAt(objectAt(objectAt({ event }, 'event'), 'context'), 'personas')['audience_settings'] ?? {}

/**
 * What became of each event of a list, which Segment's `serve` throws away: beside the first exchange, as `multistatus`,
 * where whoever does not know of it overlooks it. Where nothing was sent, the events that failed are errors.
 */
function withResults(exchanges: readonly SegmentExchange[], results: readonly SegmentResult[]): readonly object[] {
  const [first, ...rest] = exchanges
  if (first !== undefined) return [{ ...first, multistatus: results }, ...rest]
  return results.flatMap(({ status, errormessage }, index): readonly SegmentError[] =>
    errormessage === undefined ? [] : [tellError(status, `Event ${index + 1}: ${errormessage}`)]
  )
}
