import type { DestinationDetail, SampleEvent, SegmentEvent } from '@waybill/server/tester'
import type { Choice } from '../state/choice'

export interface Sample {
  readonly title: string
  readonly event: SegmentEvent
}

export interface SampleGroup {
  readonly title: string
  readonly samples: readonly Sample[]
}

/** Everything that can be put into the event editor; the examples of the chosen action come first. */
export function sampleGroups(
  detail: DestinationDetail | undefined,
  samples: readonly SampleEvent[],
  choice: Choice
): readonly SampleGroup[] {
  const action = choice.kind === 'action' ? choice.name : undefined
  const examples = (detail?.examples ?? []).toSorted(
    (one, other) => rank(one.action, action) - rank(other.action, action)
  )
  return [
    { title: `Examples of ${detail?.name ?? 'the destination'}`, samples: examples },
    { title: 'Segment’s spec', samples }
  ].filter((group) => group.samples.length > 0)
}

const rank = (action: string, wanted: string | undefined): number => (action === wanted ? 0 : 1)
