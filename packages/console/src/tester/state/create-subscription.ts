import { batch, computed, signal } from '@preact/signals-core'
import type { ReadonlySignal } from '@preact/signals-core'
import type { DestinationDetail, Subscription } from '@waybill/server/tester'
import { draftOf, readMapping, subscriptionOf } from './choice'
import type { Choice, Draft } from './choice'

/** The subscription on the bench. */
export interface SubscriptionState {
  readonly choice: ReadonlySignal<Choice>
  /** The chosen subscription as edited; undefined while all presets are tried. */
  readonly draft: ReadonlySignal<Draft | undefined>
  /** Whether it differs from what the definition says. */
  readonly isChanged: ReadonlySignal<boolean>
  /** What is tried: all presets, the one subscription, or nothing while its mapping cannot be read. */
  readonly tried: ReadonlySignal<'presets' | 'unreadable' | readonly [Subscription]>
  /** Takes a choice, as the definition has it or as it was edited before. */
  readonly choose: (choice: Choice, edited?: Draft) => void
  readonly edit: (change: Partial<Pick<Draft, 'subscribe' | 'mapping'>>) => void
  /** Goes back to what the definition says. */
  readonly reset: () => void
}

export function createSubscription(detail: ReadonlySignal<DestinationDetail | undefined>): SubscriptionState {
  const choice = signal<Choice>({ kind: 'presets' })
  const draft = signal<Draft | undefined>(undefined)
  const original = computed(() => {
    const found = detail.value && subscriptionOf(choice.value, detail.value)
    return found && draftOf(found)
  })
  const isChanged = computed(
    () =>
      draft.value !== undefined &&
      (draft.value.subscribe !== original.value?.subscribe || draft.value.mapping !== original.value.mapping)
  )
  const tried = computed<'presets' | 'unreadable' | readonly [Subscription]>(() => {
    if (draft.value === undefined) return 'presets'
    const mapping = readMapping(draft.value.mapping)
    return mapping === undefined ? 'unreadable' : [{ ...draft.value, mapping }]
  })
  return {
    choice,
    draft,
    isChanged,
    tried,
    choose: (next, edited) =>
      batch(() => {
        choice.value = next
        draft.value = edited ?? original.value
      }),
    edit: (change) => {
      const edited = draft.peek()
      if (edited !== undefined) draft.value = { ...edited, ...change }
    },
    reset: () => {
      draft.value = original.peek()
    }
  }
}
