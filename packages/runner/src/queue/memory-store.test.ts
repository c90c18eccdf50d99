import { describeQueueStore } from '../testing'
import { createMemoryStore } from './memory-store'

describeQueueStore('in memory', {
  durable: false,
  openPlace: async () => {
    await Promise.resolve()
    return { open: () => Promise.resolve(createMemoryStore()), remove: () => Promise.resolve() }
  }
})
