import type { OutcomeRecord, OutcomeWish } from './queue-store'

/** Whether somebody who asks for outcomes wants this one. */
export function isWished(wish: OutcomeWish, outcome: OutcomeRecord): boolean {
  return (
    (wish.instance === undefined || wish.instance === outcome.instance) &&
    (wish.key === undefined || wish.key === outcome.key) &&
    (wish.messageId === undefined || wish.messageId === outcome.messageId) &&
    (wish.kind === undefined || wish.kind === outcome.kind)
  )
}
