import type { SendRequest, SendResponse } from '@waybill/server/tester'
import type { Choice, Draft } from './choice'

/** One sending, as the page remembers it until it is closed: everything but the settings. */
export interface HistoryEntry {
  readonly id: number
  readonly at: Date
  readonly slug: string
  readonly destinationName: string
  readonly choice: Choice
  /** Undefined when all presets were tried. */
  readonly draft: Draft | undefined
  readonly eventText: string
  readonly target: SendRequest['target']
  readonly mode: SendRequest['mode']
  readonly response: SendResponse
}
