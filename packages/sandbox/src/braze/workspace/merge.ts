import { parseTime } from '../checks/time'
import { removeUser, setProfileField, touch } from './users'
import type { Summary, User, Workspace } from './workspace'

/** The fields Braze documents to hand over; the others go with the user who had them. */
const inherited = [
  'first_name',
  'last_name',
  'email',
  'gender',
  'dob',
  'phone',
  'time_zone',
  'home_city',
  'country',
  'language'
]

/**
 * Gives a user what another has and they lack, and takes the other out of the workspace.
 * https://www.braze.com/docs/api/endpoints/user_data/post_users_merge
 */
export function mergeUsers(workspace: Workspace, kept: User, merged: User): void {
  removeUser(workspace, merged)
  touch(workspace, kept)
  for (const name of inherited) {
    const value = merged.profile.get(name)
    if (value !== undefined && !kept.profile.has(name)) setProfileField(workspace, kept, [name, value])
  }
  mergeSession(kept, merged)
  for (const [name, value] of merged.custom) if (!kept.custom.has(name)) kept.custom.set(name, value)
  for (const [name, summary] of merged.customEvents) addSummary(kept.customEvents, name, summary)
  for (const [name, summary] of merged.products) addSummary(kept.products, name, summary)
  for (const [currency, sum] of merged.revenue) kept.revenue.set(currency, (kept.revenue.get(currency) ?? 0) + sum)
  kept.events.push(...merged.events)
  kept.purchases.push(...merged.purchases)
  kept.pushTokens = [...kept.pushTokens, ...merged.pushTokens]
  workspace.merges.push({ kept: kept.brazeId, merged: merged.brazeId })
}

// Of the two dates the earlier is the first session and the later the last.
function mergeSession(kept: User, merged: User): void {
  for (const [name, sign] of [
    ['date_of_first_session', 1],
    ['date_of_last_session', -1]
  ] as const) {
    const dates = [kept.profile.get(name), merged.profile.get(name)].filter((date) => typeof date === 'string')
    const [date] = dates.toSorted((one, other) => sign * ((parseTime(one) ?? 0) - (parseTime(other) ?? 0)))
    if (date !== undefined) kept.profile.set(name, date)
  }
}

function addSummary(summaries: Map<string, Summary>, name: string, summary: Summary): void {
  const known = summaries.get(name)
  summaries.set(
    name,
    known === undefined
      ? summary
      : {
          count: known.count + summary.count,
          first: Math.min(known.first, summary.first),
          last: Math.max(known.last, summary.last)
        }
  )
}
