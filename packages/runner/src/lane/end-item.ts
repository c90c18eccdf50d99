import { itemEnded } from '../open-delivery'
import type { ItemEnded } from '../open-delivery'
import type { Entry } from './entry'

/** An item has ended, and with it perhaps its delivery, and with that perhaps all that is to be done for its message. */
export function endItem(
  { delivery, work }: Pick<Entry, 'delivery' | 'work'>,
  ended: ItemEnded,
  attempts: number
): void {
  const end = itemEnded(delivery, ended, attempts)
  if (end !== undefined) work.end(work, delivery, end)
}
