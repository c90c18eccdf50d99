import { Button } from '../../components/button'
import { Tag } from '../../components/tag'
import type { Tester } from '../state/create-tester'
import type { HistoryEntry } from '../state/history-entry'
import { sendVerdict } from './outcome'

export interface HistoryPanelProps {
  readonly tester: Tester
  /** Shows what came of an entry. */
  readonly onShow: (entry: HistoryEntry) => void
}

/** Everything that was sent since the page was opened. */
export function HistoryPanel({ tester, onShow }: HistoryPanelProps) {
  const { history } = tester.delivery
  if (history.value.length === 0) {
    return <p class="empty">What you send is listed here until the page is closed. Settings are not kept with it.</p>
  }
  return (
    <ol class="history" aria-label="What was sent">
      {history.value.map((entry) => (
        <Entry key={entry.id} tester={tester} entry={entry} onShow={onShow} />
      ))}
    </ol>
  )
}

function Entry({ tester, entry, onShow }: HistoryPanelProps & { readonly entry: HistoryEntry }) {
  const { tone, text } = sendVerdict(entry.response)
  const { at, destinationName, draft, target, mode } = entry
  return (
    <li>
      <div class="row">
        <time class="soft" dateTime={at.toISOString()}>
          {at.toLocaleTimeString()}
        </time>
        <strong>{draft?.name ?? 'All presets'}</strong>
        <Tag tone={tone}>{text}</Tag>
      </div>
      <div class="row">
        <span class="soft small">
          {destinationName}, {target === 'sandbox' ? 'sandbox' : 'vendor'}, {mode}
        </span>
        <span class="spring" />
        <Button look="plain" onPress={() => onShow(entry)}>
          Show
        </Button>
        <Button
          look="plain"
          title="Puts its event and mapping back into the editors"
          onPress={() => void tester.restore(entry)}
        >
          Restore
        </Button>
      </div>
    </li>
  )
}
