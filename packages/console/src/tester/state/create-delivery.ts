import { signal } from '@preact/signals-core'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { AuthenticationResponse, SaveExampleResponse, SendRequest } from '@waybill/server/tester'
import type { Client } from '../../api/create-client'
import type { Workbench } from './create-workbench'
import type { HistoryEntry } from './history-entry'
import type { Asked } from '../../api/loaded'

/** What the user has sent, asked or saved, and what came of it. */
export interface Delivery {
  readonly sending: Signal<Asked<HistoryEntry>>
  /** Newest first; gone with the page. */
  readonly history: ReadonlySignal<readonly HistoryEntry[]>
  readonly authentication: Signal<Asked<AuthenticationResponse>>
  readonly saving: Signal<Asked<SaveExampleResponse>>
  /** Sends what is on the bench; nothing happens while something of it cannot be read, or is on its way. */
  readonly send: (target: SendRequest['target']) => Promise<void>
  /** Asks whether the settings are accepted. */
  readonly authenticate: (target: SendRequest['target']) => Promise<void>
  /** Saves the event that is looked at, with the one subscription on the bench, as an example. */
  readonly saveExample: (title: string) => Promise<void>
}

export interface DeliveryOptions {
  readonly client: Pick<Client, 'send' | 'authenticate' | 'saveExample'>
  readonly workbench: Workbench
  readonly now: () => Date
  /** Tells a failure to the page, and gives back its sentence. */
  readonly report: (error: unknown) => string
}

export function createDelivery({ client, workbench, now, report }: DeliveryOptions): Delivery {
  const sending = signal<Asked<HistoryEntry>>({ kind: 'idle' })
  const history = signal<readonly HistoryEntry[]>([])
  const authentication = signal<Asked<AuthenticationResponse>>({ kind: 'idle' })
  const saving = signal<Asked<SaveExampleResponse>>({ kind: 'idle' })

  const send = async (target: SendRequest['target']) => {
    const [trial, detail] = [workbench.trial.peek(), workbench.detail.peek()]
    if (trial === undefined || detail === undefined) return
    const mode = workbench.mode.peek()
    const about = { slug: detail.slug, destinationName: detail.name, target, mode, ...contentOf(workbench) }
    await ask(sending, report, async () => {
      const response = await client.send({ ...trial, target, mode })
      const entry = { ...about, id: (history.peek()[0]?.id ?? 0) + 1, at: now(), response }
      history.value = [entry, ...history.peek()].slice(0, MAXIMUM_ENTRIES)
      return entry
    })
  }

  const authenticate = async (target: SendRequest['target']) => {
    const destination = workbench.detail.peek()?.slug
    if (destination === undefined) return
    const settings = workbench.settings.peek()
    await ask(authentication, report, () => client.authenticate({ destination, settings, target }))
  }

  const saveExample = async (title: string) => {
    const trial = workbench.trial.peek()
    const subscription = trial?.subscriptions?.[0]
    if (trial === undefined || subscription === undefined) return
    const { destination, settings, events } = trial
    const event = events[workbench.position.peek()] ?? events[0]
    await ask(saving, report, () => client.saveExample({ destination, title, event, subscription, settings }))
  }

  return { sending, history, authentication, saving, send, authenticate, saveExample }
}

/** Answers can be large, and a page may stay open for weeks. */
const MAXIMUM_ENTRIES = 100

const contentOf = ({ subscription: { choice, draft }, eventText }: Workbench) => ({
  choice: choice.peek(),
  draft: draft.peek(),
  eventText: eventText.peek()
})

/** Asks once at a time, and keeps what came of it. */
async function ask<Answer>(
  state: Signal<Asked<Answer>>,
  report: (error: unknown) => string,
  question: () => Promise<Answer>
): Promise<void> {
  if (state.peek().kind === 'asking') return
  state.value = { kind: 'asking' }
  try {
    state.value = { kind: 'answered', answer: await question() }
  } catch (error) {
    state.value = { kind: 'failed', message: report(error) }
  }
}
