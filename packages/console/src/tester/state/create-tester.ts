import { effect } from '@preact/signals-core'
import type { ReadonlySignal } from '@preact/signals-core'
import { ApiFailureError, messageOf } from '../../api/api-error'
import type { Client } from '../../api/create-client'
import { encodeChoice } from './choice'
import { createCatalogue } from './create-catalogue'
import type { Catalogue } from './create-catalogue'
import { createDelivery } from './create-delivery'
import type { Delivery } from './create-delivery'
import { createPreview } from './create-preview'
import type { Preview } from './create-preview'
import { createWorkbench } from './create-workbench'
import type { Workbench } from './create-workbench'
import type { HistoryEntry } from './history-entry'

/** What is tried, as the address of the page says it. */
export interface Place {
  readonly destination?: string
  readonly choice?: string
}

export interface TesterOptions {
  readonly client: Client
  /** Runs a function after a pause, unless what it gives back is called before. */
  readonly later: (run: () => void) => () => void
  readonly now: () => Date
  /** Told when the server is gone, or does not know the page any more. */
  readonly onFailure: (error: ApiFailureError) => void
  /** Told what is tried whenever that changes. */
  readonly onPlace: (place: Place) => void
}

/** Everything the tester knows and can do; nothing in it has a document, a clock or a network of its own. */
export interface Tester {
  readonly catalogue: Catalogue
  readonly workbench: Workbench
  readonly preview: ReadonlySignal<Preview>
  readonly delivery: Delivery
  /** Fetches what is served and goes to a place, or to the first destination. */
  readonly start: (place: Place) => Promise<void>
  readonly chooseDestination: (slug: string, choice?: string) => Promise<void>
  /** Files have changed: fetches anew, and keeps what the user has written. */
  readonly reload: () => Promise<void>
  /** Puts what was sent back on the bench. */
  readonly restore: (entry: HistoryEntry) => Promise<void>
}

export function createTester({ client, later, now, onFailure, onPlace }: TesterOptions): Tester {
  const report = (error: unknown): string => {
    if (error instanceof ApiFailureError) onFailure(error)
    return messageOf(error)
  }
  const catalogue = createCatalogue(client, report)
  const workbench = createWorkbench()
  const { preview } = createPreview({ explain: client.explain, trial: workbench.trial, later, onFailure })
  const delivery = createDelivery({ client, workbench, now, report })

  const chooseDestination = async (slug: string, choice = 'presets') => {
    delivery.sending.value = { kind: 'idle' }
    delivery.authentication.value = { kind: 'idle' }
    const detail = await catalogue.choose(slug)
    if (detail !== undefined) workbench.takeOver(detail, choice)
  }
  const start = async ({ destination, choice }: Place) => {
    await catalogue.fetchAll()
    const list = catalogue.destinations.peek()
    if (list.kind !== 'loaded') return
    const slug = list.value.find((candidate) => candidate.slug === destination)?.slug
    const first = slug ?? (list.value.find(({ isLoaded }) => isLoaded) ?? list.value[0])?.slug
    if (first !== undefined) await chooseDestination(first, slug === undefined ? undefined : choice)
  }
  const reload = async () => {
    await catalogue.fetchAll()
    const detail = await catalogue.refresh()
    if (detail !== undefined) workbench.takeOver(detail)
  }
  const restore = async (entry: HistoryEntry) => {
    if (catalogue.slug.peek() !== entry.slug) await chooseDestination(entry.slug)
    if (workbench.detail.peek()?.slug === entry.slug) workbench.restore(entry)
  }

  effect(() => {
    const destination = workbench.detail.value?.slug
    if (destination !== undefined) onPlace({ destination, choice: encodeChoice(workbench.subscription.choice.value) })
  })
  return { catalogue, workbench, preview, delivery, start, chooseDestination, reload, restore }
}
