import type { Infer, SegmentEvent, SettingFields } from '@waybill/kit'
import type { Clock } from '@waybill/runner'
import type { Hono } from 'hono'
import type { Acceptance } from './acceptance'

/** A kind of source beside Segment's HTTP API, such as a vendor's webhooks: what it is configured by, and what it answers. */
export interface SourceKind<Options extends SettingFields = SettingFields> {
  /** The `type` of a source in the configuration. */
  readonly type: string
  readonly title: string
  readonly description: string
  /** The vendor's document of what comes in. */
  readonly docs: string
  /** What the configuration takes beside `type` and `destinations`. */
  readonly options: Options
  /** Slugs of destinations that get nothing of such a source unless its `destinations` names their instances. */
  readonly notTo?: readonly string[]
  /** What an event is known by in the queue, which takes each id once. @default its `messageId` */
  readonly idOf?: (event: SegmentEvent) => string
  /** Answers what is requested under `/webhooks/<id of the source>`. */
  readonly routes: (source: OpenSource<Options>) => Hono
}

/** A source of the configuration as its kind works with it. */
export interface OpenSource<Options extends SettingFields = SettingFields> {
  readonly id: string
  readonly options: Infer<Options>
  /** Sends events to the destinations of the source; they are durable once this resolves with `accepted`. */
  readonly accept: (events: readonly SegmentEvent[]) => Promise<Acceptance>
  /** Tells why something that came in was not taken. */
  readonly refused: (reason: string) => void
  readonly clock: Clock
  readonly newId: () => string
}

/** Declares a kind of source: its options' types are inferred here, and forgotten where kinds of all sorts are listed. */
export function defineSourceKind<const Options extends SettingFields>(kind: SourceKind<Options>): SourceKind {
  return {
    ...kind,
    // The configuration has checked the options against the very fields that their type is inferred from.
    routes: (source) => kind.routes({ ...source, options: source.options as Infer<Options> })
  }
}
