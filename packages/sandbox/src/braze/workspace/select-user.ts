import type { Priority, UserSelection } from '../checks/selection'
import { findUser, usersByContact } from './users'
import type { User, Workspace } from './workspace'

/** The one user a selection means; undefined also where several are left, since Braze then does nothing. */
export function selectUser(workspace: Workspace, { identifier, prioritization }: UserSelection): User | undefined {
  if (identifier.kind !== 'email' && identifier.kind !== 'phone') return findUser(workspace, identifier)
  const users = usersByContact(workspace, identifier.kind, identifier.value)
  const [only, ...others] = prioritization.reduce((left, priority) => narrowing[priority](left), users)
  return others.length === 0 ? only : undefined
}

const narrowing: Readonly<Record<Priority, (users: readonly User[]) => readonly User[]>> = {
  identified: (users) => users.filter(({ externalId }) => externalId !== null),
  unidentified: (users) => users.filter(({ externalId }) => externalId === null),
  most_recently_updated: (users) => users.toSorted((one, other) => other.updated - one.updated).slice(0, 1),
  least_recently_updated: (users) => users.toSorted((one, other) => one.updated - other.updated).slice(0, 1)
}
