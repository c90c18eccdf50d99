import { batch, computed, signal } from '@preact/signals-core'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { DestinationDetail, SendRequest, Trial } from '@waybill/server/tester'
import { decodeChoice, encodeChoice, exampleNamed } from './choice'
import type { Choice, Draft } from './choice'
import { createSubscription } from './create-subscription'
import type { SubscriptionState } from './create-subscription'
import { readEvents, writeJson } from './read-events'
import type { EventDocument } from './read-events'
import { initialSettings } from './setting-values'
import type { Account, SettingValues } from './setting-values'

/** What of the bench is worth remembering: everything but the settings. */
interface BenchContent {
  readonly choice: Choice
  readonly draft: Draft | undefined
  readonly eventText: string
}

/** What the user has on the bench: an event or more, a subscription or all presets, and settings. */
export interface Workbench {
  /** The definition it is for. */
  readonly detail: ReadonlySignal<DestinationDetail | undefined>
  readonly subscription: SubscriptionState
  readonly eventText: Signal<string>
  readonly document: ReadonlySignal<EventDocument>
  /** Which event of a batch is looked at. */
  readonly position: Signal<number>
  readonly account: Signal<Account>
  /** In memory only, by destination and account: secrets are among them. */
  readonly settings: ReadonlySignal<SettingValues>
  readonly mode: Signal<SendRequest['mode']>
  /** All of it, ready to be explained or sent; undefined while something of it cannot be read. */
  readonly trial: ReadonlySignal<Trial | undefined>
  /** Takes a choice; an example brings its event along, and an action does where the user has not written one. */
  readonly choose: (choice: Choice) => void
  /** Replaces what the event editor holds. */
  readonly put: (eventText: string) => void
  readonly changeSetting: (key: string, value: unknown) => void
  /** Takes over a definition: of another destination, or of this one after its file was saved. */
  readonly takeOver: (detail: DestinationDetail, wantedChoice?: string) => void
  readonly restore: (content: BenchContent) => void
}

export function createWorkbench(): Workbench {
  const detail = signal<DestinationDetail | undefined>(undefined)
  const subscription = createSubscription(detail)
  const { account, settings, changeSetting } = createSettings(detail)
  const { eventText, document, position, put } = createEvents()
  const mode = signal<SendRequest['mode']>('batch')
  const trial = computed(() => trialOf(detail.value, settings.value, document.value, subscription.tried.value))

  const choose = (choice: Choice) =>
    batch(() => {
      const isUntouched = isExample(detail.peek(), eventText.peek())
      subscription.choose(choice)
      const fitting = exampleFor(choice, subscription.draft.peek()?.partnerAction, detail.peek())
      if (fitting !== undefined && (choice.kind === 'example' || isUntouched)) put(writeJson(fitting.event))
    })
  const takeOver = (next: DestinationDetail, wantedChoice?: string) =>
    batch(() => {
      const last = detail.peek()
      const isEdited = subscription.isChanged.peek() && wantedChoice === undefined && last?.slug === next.slug
      const hasOwnEvent = eventText.peek() !== '' && !isExample(last, eventText.peek())
      detail.value = next
      const current = encodeChoice(subscription.choice.peek())
      const choice = decodeChoice(wantedChoice ?? current, next) ?? { kind: 'presets' }
      // What the user wrote stays: a mapping while the choice is still there, an event always.
      if (!isEdited || encodeChoice(choice) !== current) subscription.choose(choice)
      const sample = exampleFor(choice, subscription.draft.peek()?.partnerAction, next) ?? next.examples[0]
      if (last?.slug !== next.slug && !hasOwnEvent && sample !== undefined) put(writeJson(sample.event))
    })
  const restore = ({ choice, draft, eventText: text }: BenchContent) =>
    batch(() => {
      subscription.choose(choice, draft)
      put(text)
    })
  return {
    detail,
    subscription,
    eventText,
    document,
    position,
    account,
    settings,
    mode,
    trial,
    choose,
    put,
    changeSetting,
    takeOver,
    restore
  }
}

function createEvents() {
  const eventText = signal('')
  const position = signal(0)
  const put = (text: string) =>
    batch(() => {
      eventText.value = text
      position.value = 0
    })
  return { eventText, position, put, document: computed(() => readEvents(eventText.value)) }
}

function createSettings(detail: ReadonlySignal<DestinationDetail | undefined>) {
  const account = signal<Account>('sandbox')
  const typed = signal<ReadonlyMap<string, SettingValues>>(new Map())
  const key = computed(() => `${account.value}/${detail.value?.slug ?? ''}`)
  const settings = computed(
    () => typed.value.get(key.value) ?? (detail.value ? initialSettings(detail.value, account.value) : {})
  )
  const changeSetting = (name: string, value: unknown) => {
    const { [name]: _, ...others } = settings.peek()
    typed.value = new Map(typed.peek()).set(key.peek(), value === undefined ? others : { ...others, [name]: value })
  }
  return { account, settings, changeSetting }
}

/** The example that shows what a choice does: itself, or the first of its action. */
function exampleFor(choice: Choice, action: string | undefined, detail: DestinationDetail | undefined) {
  if (detail === undefined) return undefined
  if (choice.kind === 'example') return exampleNamed(detail, choice.name)
  const examples = detail.examples.filter((one) => one.action === action)
  // A deletion request goes another way than the filter's.
  return examples.find(({ event }) => event.type !== 'delete') ?? examples[0]
}

const isExample = (detail: DestinationDetail | undefined, text: string): boolean =>
  detail?.examples.some(({ event }) => writeJson(event) === text) ?? false

function trialOf(
  detail: DestinationDetail | undefined,
  settings: SettingValues,
  ...[document, tried]: [EventDocument, SubscriptionState['tried']['value']]
): Trial | undefined {
  if (detail === undefined || document.kind === 'mistake' || tried === 'unreadable') return undefined
  const trial = { destination: detail.slug, settings, events: document.events }
  return tried === 'presets' ? trial : { ...trial, subscriptions: tried }
}
