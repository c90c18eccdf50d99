import { isJsonObject } from '@waybill/kit'
import type { AuthenticationRequest, SaveExampleRequest, SendRequest, Subscription, Trial } from './contract'

type Body = Readonly<Record<string, unknown>>

/** A request as it should be, or one sentence saying why it is none. */
export type ReadRequest<Shape> =
  { readonly ok: true; readonly request: Shape } | { readonly ok: false; readonly reason: string }

const MAXIMUM_EVENTS = 1000

/** POST explain. */
export function readTrial(body: Body): ReadRequest<Trial> {
  const { destination, settings = {}, subscriptions, events } = body
  if (typeof destination !== 'string') return wrong('"destination" must name a destination')
  if (!isJsonObject(settings)) return wrong('"settings" must be an object')
  if (subscriptions !== undefined && !isListOf(subscriptions, isSubscription)) {
    return wrong('"subscriptions" must be a list of objects with name, partnerAction, subscribe and mapping')
  }
  if (!Array.isArray(events)) return wrong('"events" must be a list')
  if (events.length > MAXIMUM_EVENTS) return wrong(`"events" must be at most ${MAXIMUM_EVENTS}, not ${events.length}`)
  return right({ destination, settings, events, ...(subscriptions !== undefined && { subscriptions }) })
}

/** POST send. */
export function readSendRequest(body: Body): ReadRequest<SendRequest> {
  const trial = readTrial(body)
  if (!trial.ok) return trial
  const { target, mode } = body
  if (!isTarget(target)) return wrong('"target" must be "sandbox" or "vendor"')
  if (mode !== 'single' && mode !== 'batch') return wrong('"mode" must be "single" or "batch"')
  return right({ ...trial.request, target, mode })
}

/** POST authentication. */
export function readAuthenticationRequest(body: Body): ReadRequest<AuthenticationRequest> {
  const { destination, settings = {}, target } = body
  if (typeof destination !== 'string') return wrong('"destination" must name a destination')
  if (!isJsonObject(settings)) return wrong('"settings" must be an object')
  if (!isTarget(target)) return wrong('"target" must be "sandbox" or "vendor"')
  return right({ destination, settings, target })
}

/** POST examples. */
export function readSaveRequest(body: Body): ReadRequest<SaveExampleRequest> {
  const { destination, title, event, subscription, settings = {} } = body
  if (typeof destination !== 'string') return wrong('"destination" must name a destination')
  if (typeof title !== 'string') return wrong('"title" must be a string')
  if (!isSubscription(subscription)) return wrong('"subscription" must have name, partnerAction, subscribe and mapping')
  if (!isJsonObject(settings)) return wrong('"settings" must be an object')
  return right({ destination, title, event, subscription, settings })
}

const isTarget = (value: unknown): value is 'sandbox' | 'vendor' => value === 'sandbox' || value === 'vendor'

const isListOf = <Item>(value: unknown, isItem: (item: unknown) => item is Item): value is readonly Item[] =>
  Array.isArray(value) && value.every((item) => isItem(item))

const isSubscription = (value: unknown): value is Subscription =>
  isJsonObject(value) &&
  ['name', 'partnerAction', 'subscribe'].every((key) => typeof value[key] === 'string') &&
  isJsonObject(value['mapping'])

const right = <Shape>(request: Shape): ReadRequest<Shape> => ({ ok: true, request })

const wrong = (what: string): { readonly ok: false; readonly reason: string } => ({
  ok: false,
  reason: `This is no request that the page makes: ${what}.`
})
