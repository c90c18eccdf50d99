import fc from 'fast-check'
import { createDueHeap } from './due-heap'

test('gives out what is due, the earliest first, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(60), (times, now) => {
      const heap = createDueHeap<number>()
      for (const time of times) heap.add(time, time)
      const due: number[] = []
      for (let time = heap.takeDue(now); time !== undefined; time = heap.takeDue(now)) due.push(time)
      const sorted = times.toSorted((first, second) => first - second)
      expect(due).toEqual(sorted.filter((time) => time <= now))
      expect(heap.earliest()).toBe(sorted.find((time) => time > now))
    })
  )
})
