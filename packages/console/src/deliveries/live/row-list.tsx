import { Tag } from '../../components/tag'
import { TONES } from '../state/row'
import type { Row } from '../state/row'

export interface RowListProps {
  readonly label: string
  readonly rows: readonly Row[]
  /** The event that is looked at. */
  readonly messageId: string | undefined
  readonly onLook: (messageId: string) => void
}

/** Events and what became of them, a line each. */
export function RowList({ label, rows, messageId, onLook }: RowListProps) {
  return (
    <ol class="row-list" aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          <button type="button" aria-pressed={row.messageId === messageId} onClick={() => onLook(row.messageId)}>
            <time class="soft small" dateTime={new Date(row.at).toISOString()}>
              {new Date(row.at).toLocaleTimeString()}
            </time>
            <Tag tone={TONES[row.kind]}>{row.kind}</Tag>
            <strong>{row.event ?? row.messageId}</strong>
            {row.instance !== null && (
              <span class="soft">
                {row.instance}
                {row.subscription !== null && ` · ${row.subscription}`}
              </span>
            )}
            <span class="row-user">{row.user ?? 'nobody known'}</span>
            {row.reason !== null && <span class="row-reason small">{row.reason}</span>}
          </button>
        </li>
      ))}
    </ol>
  )
}
