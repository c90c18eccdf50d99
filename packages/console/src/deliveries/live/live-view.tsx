import { Notice } from '../../components/notice'
import type { Deliveries } from '../state/create-deliveries'
import { isFiltering } from '../state/row-filter'
import { EventPanel } from './event-panel'
import { FilterBar } from './filter-bar'
import { RowList } from './row-list'

/** Events and deliveries as they flow, and the whole way of the one that is looked at. */
export function LiveView({ deliveries }: { readonly deliveries: Deliveries }) {
  const open = deliveries.event.value
  return (
    <div class="split" data-detail={open !== undefined}>
      <section class="pane" aria-label="Events and deliveries">
        <FilterBar deliveries={deliveries} />
        <Recorded deliveries={deliveries} />
        <Flow deliveries={deliveries} />
      </section>
      <div class="split-detail">
        <EventPanel deliveries={deliveries} />
      </div>
    </div>
  )
}

function Flow({ deliveries }: { readonly deliveries: Deliveries }) {
  const { rows, filter } = deliveries.live
  if (rows.value.length === 0) {
    return (
      <p class="empty">
        {isFiltering(filter.value)
          ? 'Nothing that the filter shows has come by since this page was opened. “Search recorded” looks on disk.'
          : 'Nothing has come by since this page was opened. Send an event to /v1/track, and it appears here.'}
      </p>
    )
  }
  return (
    <RowList
      label="As it happens, last first"
      rows={rows.value}
      messageId={deliveries.event.value?.messageId}
      onLook={(messageId) => void deliveries.look(messageId)}
    />
  )
}

function Recorded({ deliveries }: { readonly deliveries: Deliveries }) {
  const found = deliveries.recorded.value
  if (found.kind === 'idle') return null
  return (
    <section class="recorded" aria-label="Recorded">
      <h2>Recorded</h2>
      {found.kind === 'asking' && <p class="soft">Looking…</p>}
      {found.kind === 'failed' && <Notice tone="bad">{found.message}</Notice>}
      {found.kind === 'answered' && found.answer.length === 0 && (
        <p class="soft">Nothing is recorded that fits. A user and an event name have to be whole here.</p>
      )}
      {found.kind === 'answered' && found.answer.length > 0 && (
        <RowList
          label="Found on disk, last first"
          rows={found.answer}
          messageId={deliveries.event.value?.messageId}
          onLook={(messageId) => void deliveries.look(messageId)}
        />
      )}
    </section>
  )
}
