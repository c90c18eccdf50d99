export { describeQueueStore } from './describe-queue-store'
export type { QueueStoreSuite } from './describe-queue-store'
export type { OpenPlace, QueuePlace } from './queue-under-test'
