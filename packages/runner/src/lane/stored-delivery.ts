import type { CompiledSubscription, SegmentEvent, SegmentEventType } from '@waybill/kit'
import type { Delivery } from '../lifecycle'
import type { Message } from '../queue/queue-store'
import { readEvent, UNREADABLE_EVENT } from './read-event'

interface About {
  readonly instance: string
  readonly type: SegmentEventType
  readonly subscription: CompiledSubscription | undefined
}

/**
 * A delivery of a stored message. Its event is read from the message's text when somebody asks for it: hardly anybody
 * does, and a parsed event that waits for an answer is most of what the garbage collector would have to carry.
 */
export class StoredDelivery implements Delivery {
  readonly id: string
  readonly key: string
  readonly instance: string
  readonly type: SegmentEventType
  readonly subscription: string | undefined
  readonly action: string | undefined
  readonly #body: string
  #event: SegmentEvent | undefined

  constructor(message: Message, { instance, type, subscription }: About) {
    this.id = message.id
    this.key = message.key
    this.instance = instance
    this.type = type
    this.subscription = subscription?.name
    this.action = subscription?.partnerAction
    this.#body = message.body
  }

  get event(): SegmentEvent {
    return (this.#event ??= readEvent(this.#body) ?? UNREADABLE_EVENT)
  }
}
