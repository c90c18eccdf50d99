import type { DeadLetterFilter } from '@waybill/server/operations'

/** What a filter wants, such as `user "u-1", reason with "invalid"`; empty when it lets everything through. */
export function filterText({ user, event, reason, instance }: DeadLetterFilter): string {
  const parts = [
    { name: 'user', value: user },
    { name: 'event', value: event },
    { name: 'reason with', value: reason },
    { name: 'destination', value: instance }
  ]
  return parts.flatMap(({ name, value }) => (value === undefined ? [] : [`${name} "${value}"`])).join(', ')
}
