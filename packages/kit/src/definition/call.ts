import type { HttpRequest, HttpResponse } from '../http'
import type { AnyAction, AnyEndpoint, Destination } from './destination'
import type { EndpointRequestInput } from './endpoint'
import type { ItemsInput, NoItems } from './action'

// A definition that is held as data has lost the types of its settings and payloads (they stand as `never`, see
// AnyAction). Plan and schema have checked the values against the same fields; here, and only here, the functions of a
// definition are called with them.

type BuildItems = (input: ItemsInput<unknown, unknown>) => readonly object[] | NoItems
type BuildRequest = (input: EndpointRequestInput<unknown, string, string>) => HttpRequest
type FromSettings<Result> = (input: { readonly settings: unknown }) => Result
type FromResponse = (input: { readonly settings: unknown; readonly response: HttpResponse }) => string | undefined

/** Runs an action's pure function on a checked payload. */
export const makeItems = (action: AnyAction, input: ItemsInput<unknown, unknown>): readonly object[] | NoItems =>
  (action.items as BuildItems)(input)

/** Runs an endpoint's pure function on placed items. */
export const makeRequest = (endpoint: AnyEndpoint, input: EndpointRequestInput<unknown, string, string>): HttpRequest =>
  (endpoint.request as BuildRequest)(input)

/** The headers that every request of a destination carries. */
export const authenticationHeaders = (destination: Destination, settings: unknown): Readonly<Record<string, string>> =>
  (destination.authentication.headers as FromSettings<Readonly<Record<string, string>>>)({ settings })

/** The request that asks the vendor whether the settings are right; undefined when there is no way to ask. */
export const authenticationRequest = (destination: Destination, settings: unknown): HttpRequest | undefined =>
  (destination.authentication.test?.request as FromSettings<HttpRequest> | undefined)?.({ settings })

/** What a successful answer to that request shows to be wrong all the same. */
export const authenticationProblem = (
  destination: Destination,
  settings: unknown,
  response: HttpResponse
): string | undefined =>
  (destination.authentication.test?.problem as FromResponse | undefined)?.({ settings, response })
