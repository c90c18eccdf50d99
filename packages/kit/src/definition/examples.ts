import type { SegmentEvent } from '../event'
import type { Infer } from '../fields'
import type { Mapping } from '../mapping'
import type { Destination } from './destination'

/** One request as an example shows it: without credentials. */
export interface ExampleRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly json?: unknown
}

/** What an event becomes: requests in order, or none, with the reason or its distinctive part. */
export type ExampleOutcome =
  { readonly requests: readonly ExampleRequest[] } | { readonly skipped: string } | { readonly rejected: string }

/** One event and exactly what becomes of it: a test, a sample for the tester, and documentation at once. */
export interface Example<Action extends string = string> {
  readonly title: string
  readonly event: SegmentEvent
  readonly action: Action
  /** What differs from the default mapping of the action. */
  readonly mapping?: { readonly [field: string]: Mapping }
  /** What differs from the settings all examples share. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly expect: ExampleOutcome
}

/** The examples of a destination, and the made-up settings they are written for. */
export interface Examples<Action extends string = string> {
  readonly settings: Readonly<Record<string, unknown>>
  readonly examples: readonly Example<Action>[]
}

/** Declares the examples of a destination; each names one of its actions. */
export const defineExamples = <Of extends Destination>(
  _destination: Of,
  examples: Examples<Extract<keyof Of['actions'], string>> & { readonly settings: Infer<Of['settings']> }
): Examples => examples
