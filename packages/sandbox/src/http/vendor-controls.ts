import type { Rate } from '../misbehaviour/create-rate-limit'
import type { Rule } from '../misbehaviour/fault'
import type { RecordedRequest } from './recorded-request'

/** What a test can ask of one simulated vendor. */
export interface VendorControls<State extends object> {
  /**
   * What an account holds, as plain JSON in an order that does not depend on how the requests were packed.
   * @default the first account
   */
  readonly state: (account?: string) => State
  /** The latest requests, oldest first. */
  readonly requests: () => readonly RecordedRequest[]
  /** Adds a rule; rules are tried oldest first, and one request suffers at most one fault. */
  readonly misbehave: (rule: Rule) => void
  /** Drops every rule. */
  readonly behave: () => void
  /** Answers 429 to what exceeds the rate; null lifts the limit. */
  readonly limitRate: (rate: Rate | null) => void
  /** Forgets everything received, drops every rule and restores the rate the sandbox was started with. */
  readonly reset: () => void
}
