import type { Row } from './row'

/** Which rows are shown: all that are set must hold; empty ones say nothing. */
export interface RowFilter {
  /** A part of the user's id, whatever its case. */
  readonly user: string
  /** A part of the event's name or id, whatever its case. */
  readonly event: string
  /** An instance, or empty. */
  readonly instance: string
  readonly kind: Row['kind'] | ''
}

export const NO_FILTER: RowFilter = { user: '', event: '', instance: '', kind: '' }

const holds = (value: string | null, part: string): boolean =>
  part === '' || (value ?? '').toLowerCase().includes(part.trim().toLowerCase())

/** What is accepted goes to no instance yet: a filter for one shows what became of it there. */
export const isShown = (row: Row, { user, event, instance, kind }: RowFilter): boolean =>
  holds(row.user, user) &&
  (holds(row.event, event) || holds(row.messageId, event)) &&
  (instance === '' || row.instance === instance) &&
  (kind === '' || row.kind === kind)

export const isFiltering = (filter: RowFilter): boolean => Object.values(filter).some((value) => value !== '')
