import { batch, signal } from '@preact/signals-core'
import type { ReadonlySignal } from '@preact/signals-core'
import type { DestinationDetail, DestinationSummary, SampleEvent } from '@waybill/server/tester'
import type { Client } from '../../api/create-client'
import type { Loaded } from '../../api/loaded'

/** What the server serves: destinations, the chosen one in detail, and sample events. */
export interface Catalogue {
  readonly destinations: ReadonlySignal<Loaded<readonly DestinationSummary[]>>
  /** The slug of the chosen destination. */
  readonly slug: ReadonlySignal<string | undefined>
  readonly detail: ReadonlySignal<Loaded<DestinationDetail>>
  readonly samples: ReadonlySignal<readonly SampleEvent[]>
  /** Fetches the list and the samples. */
  readonly fetchAll: () => Promise<void>
  /** Fetches a destination; undefined when it cannot be had, or another was chosen meanwhile. */
  readonly choose: (slug: string) => Promise<DestinationDetail | undefined>
  /** Fetches the chosen destination anew, while the last definition stays in use. */
  readonly refresh: () => Promise<DestinationDetail | undefined>
}

type CatalogueClient = Pick<Client, 'destinations' | 'destination' | 'sampleEvents'>

/** @param report Tells a failure to the page, and gives back its sentence. */
export function createCatalogue(client: CatalogueClient, report: (error: unknown) => string): Catalogue {
  const destinations = signal<Loaded<readonly DestinationSummary[]>>({ kind: 'loading' })
  const slug = signal<string | undefined>(undefined)
  const detail = signal<Loaded<DestinationDetail>>({ kind: 'loading' })
  const samples = signal<readonly SampleEvent[]>([])

  const fetchAll = async () => {
    try {
      const [list, events] = await Promise.all([client.destinations(), client.sampleEvents()])
      batch(() => {
        destinations.value = { kind: 'loaded', value: list.destinations }
        samples.value = events.samples
      })
    } catch (error) {
      const message = report(error)
      // A list that was there before is better than none.
      if (destinations.peek().kind !== 'loaded') destinations.value = { kind: 'failed', message }
    }
  }

  const refresh = async () => {
    const wanted = slug.peek()
    if (wanted === undefined) return undefined
    const problem = neverLoaded(destinations.peek(), wanted)
    try {
      if (problem !== undefined) throw new Error(problem)
      const value = await client.destination(wanted)
      if (slug.peek() !== wanted) return undefined
      detail.value = { kind: 'loaded', value }
      return value
    } catch (error) {
      const message = report(error)
      if (slug.peek() === wanted && detail.peek().kind !== 'loaded') detail.value = { kind: 'failed', message }
      return undefined
    }
  }

  const choose = (wanted: string) => {
    batch(() => {
      slug.value = wanted
      detail.value = { kind: 'loading' }
    })
    return refresh()
  }

  return { destinations, slug, detail, samples, fetchAll, choose, refresh }
}

/** Why a destination has no detail to fetch: its file has never been one that loads. */
function neverLoaded(list: Loaded<readonly DestinationSummary[]>, slug: string): string | undefined {
  const summary = list.kind === 'loaded' ? list.value.find((candidate) => candidate.slug === slug) : undefined
  if (summary === undefined || summary.isLoaded) return undefined
  return summary.problem ?? 'Its definition cannot be loaded.'
}
