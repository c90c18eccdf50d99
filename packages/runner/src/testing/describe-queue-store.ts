import { describe } from '@jest/globals'
import type { OpenPlace } from './queue-under-test'
import { testAccepting } from './test-accepting'
import { testDeadLetters } from './test-dead-letters'
import { testModel } from './test-model'
import { testOrder } from './test-order'
import { testOutcomes } from './test-outcomes'
import { testSettling } from './test-settling'
import { testSurviving } from './test-surviving'

export interface QueueStoreSuite {
  readonly openPlace: OpenPlace
  /** Whether what it holds outlives its process. */
  readonly durable: boolean
}

/** Everything that any queue has to do, as tests: what they say is what the runner relies on. */
export function describeQueueStore(name: string, { openPlace, durable }: QueueStoreSuite): void {
  describe(`queue ${name}`, () => {
    testAccepting(openPlace)
    testOrder(openPlace)
    testSettling(openPlace)
    testDeadLetters(openPlace)
    testOutcomes(openPlace)
    if (durable) testSurviving(openPlace)
    testModel(openPlace, durable)
  })
}
