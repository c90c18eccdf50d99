import { useSignal } from '@preact/signals'
import { panelId, tabId, Tabs } from '../components/tabs'
import { DeadLettersView } from './dead-letters/dead-letters-view'
import { InstancesView } from './instances/instances-view'
import { LiveView } from './live/live-view'
import { Sparkline } from './overview/sparkline'
import type { Deliveries } from './state/create-deliveries'
import { seriesOf } from './state/rates'

type Part = 'live' | 'instances' | 'dead-letters'

/** A running service: what flows, how its destinations stand, and what they did not take. */
export function DeliveriesView({ deliveries }: { readonly deliveries: Deliveries }) {
  const part = useSignal<Part>('live')
  const deadLetters = deliveries.moments.value.at(-1)?.deadLetters ?? 0
  const tabs = [
    { name: 'live', title: 'Live' },
    { name: 'instances', title: 'Destinations' },
    { name: 'dead-letters', title: deadLetters === 0 ? 'Dead letters' : `Dead letters (${deadLetters})` }
  ] as const
  return (
    <div class="deliveries">
      <section class="overview" aria-label="The last quarter of an hour">
        {seriesOf(deliveries.moments.value).map((series) => (
          <Sparkline key={series.title} series={series} />
        ))}
      </section>
      <Tabs label="Parts" tabs={tabs} selected={part.value} onSelect={(name) => void (part.value = name)} />
      <div class="deliveries-part" role="tabpanel" id={panelId(part.value)} aria-labelledby={tabId(part.value)}>
        {part.value === 'live' && <LiveView deliveries={deliveries} />}
        {part.value === 'instances' && <InstancesView deliveries={deliveries} />}
        {part.value === 'dead-letters' && <DeadLettersView deliveries={deliveries} />}
      </div>
    </div>
  )
}
