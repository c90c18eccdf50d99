import { Destination as Runtime } from '@segment/actions-core'
import type { DestinationDefinition } from '@segment/actions-core'

type Values = Readonly<Record<string, unknown>>

/** A definition for Segment's runtime, as far as one can look into it. */
export interface SegmentDefinition {
  readonly name: string
  readonly authentication?: { readonly fields: Readonly<Record<string, { readonly type: string }>> }
  /** Present when the vendor keeps audiences. */
  readonly audienceConfig?: unknown
}

/** One answer that Segment's runtime got, and the request it answered. */
export interface SegmentResponse {
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: SegmentHeaders
    readonly clone: () => { readonly text: () => Promise<string> }
  }
  readonly status: number
  readonly statusText: string
  readonly headers: SegmentHeaders
  /** The body: parsed when it is JSON; absent when it was not read. */
  readonly data?: unknown
  readonly content?: string
}

export interface SegmentHeaders {
  readonly forEach: (tell: (value: string, name: string) => void) => void
}

/** What became of one event of a batch. */
export interface SegmentResult {
  readonly status: number
  readonly errormessage?: string
  readonly [key: string]: unknown
}

/** One action of Segment's runtime; what it is given is checked by it, or by the definition. */
export interface SegmentRuntimeAction {
  readonly definition: {
    readonly fields: Readonly<Record<string, { readonly default?: unknown }>>
    readonly hooks?: Readonly<
      Record<string, { readonly inputFields?: Readonly<Record<string, { dynamic?: unknown }>> }>
    >
  }
  readonly execute: (bundle: Values) => Promise<unknown>
  readonly executeBatch: (bundle: Values) => Promise<readonly SegmentResult[]>
  readonly executeDynamicField: (field: string, data: Values, choices?: unknown) => Promise<SegmentChoices>
  readonly executeHook: (hook: string, data: Values) => Promise<unknown>
}

/** The choices that a vendor offers for a field. */
export interface SegmentChoices {
  readonly error?: { readonly message: string; readonly code: string }
  readonly [key: string]: unknown
}

/** Segment's runtime with one definition, for whoever gives it what came over HTTP. */
export interface SegmentRuntime {
  readonly actions: Readonly<Record<string, SegmentRuntimeAction>>
  /** Every answer since it was made. */
  readonly responses: readonly SegmentResponse[]
  readonly onDelete?: (event: unknown, settings: unknown) => Promise<unknown>
  readonly testAuthentication: (settings: unknown) => Promise<void>
  readonly refreshAccessToken: (settings: unknown, credentials: unknown) => Promise<unknown>
  readonly createAudience: (input: unknown) => Promise<unknown>
  readonly getAudience: (input: unknown) => Promise<unknown>
}

/** Makes Segment's runtime of a definition, a published one or what `toSegment` gives. */
export const openSegmentRuntime = (definition: SegmentDefinition): SegmentRuntime =>
  new Runtime(definition as unknown as DestinationDefinition) as unknown as SegmentRuntime
