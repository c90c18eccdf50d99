import type { RowFilter } from '../state/row-filter'
import { isFiltering, NO_FILTER } from '../state/row-filter'
import { Button } from '../../components/button'
import type { Deliveries } from '../state/create-deliveries'

const KINDS = ['accepted', 'delivered', 'retried', 'rejected', 'expired', 'skipped'] as const

/** What the list shows, and whether it flows. */
export function FilterBar({ deliveries }: { readonly deliveries: Deliveries }) {
  const { live, status } = deliveries
  const { filter, held, leftOut } = live
  const set = (change: Partial<RowFilter>) => void (filter.value = { ...filter.value, ...change })
  const instances = status.value.kind === 'loaded' ? status.value.value.instances : []
  return (
    <form
      class="filter-bar"
      aria-label="Filter"
      onSubmit={(event) => {
        event.preventDefault()
        void deliveries.search()
      }}
    >
      <Text label="User" value={filter.value.user} onText={(user) => set({ user })} />
      <Text label="Event or message id" value={filter.value.event} onText={(event) => set({ event })} />
      <select
        class="control"
        aria-label="Destination"
        value={filter.value.instance}
        onChange={({ currentTarget }) => set({ instance: currentTarget.value })}
      >
        <option value="">All destinations</option>
        {instances.map(({ instance }) => (
          <option key={instance}>{instance}</option>
        ))}
      </select>
      <select
        class="control"
        aria-label="Outcome"
        value={filter.value.kind}
        onChange={({ currentTarget }) => set({ kind: KINDS.find((kind) => kind === currentTarget.value) ?? '' })}
      >
        <option value="">All outcomes</option>
        {KINDS.map((kind) => (
          <option key={kind}>{kind}</option>
        ))}
      </select>
      <div class="row">
        <button type="submit" class="button" title="Looks on disk, by the exact user and event name">
          Search recorded
        </button>
        <Button onPress={() => live.hold(held.value === undefined)}>
          {held.value === undefined ? 'Hold still' : `Go on (${held.value} new)`}
        </Button>
        {isFiltering(filter.value) && (
          <Button look="plain" onPress={() => set(NO_FILTER)}>
            Clear
          </Button>
        )}
        {leftOut.value > 0 && (
          <span class="soft small" role="status">
            {leftOut.value} not shown: there was too much to follow
          </span>
        )}
      </div>
    </form>
  )
}

interface TextProps {
  readonly label: string
  readonly value: string
  readonly onText: (text: string) => void
}

const Text = ({ label, value, onText }: TextProps) => (
  <input
    class="control"
    type="search"
    aria-label={label}
    placeholder={label}
    value={value}
    onInput={({ currentTarget }) => onText(currentTarget.value)}
  />
)
