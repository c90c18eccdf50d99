import type { Settlement } from '../queue/queue-store'
import { createSettler } from './create-settler'

const release = (id: string): Settlement => ({ kind: 'release', lane: 'acme/send', id, settledAt: 0 })

test('settles together what comes up together, and what comes up meanwhile in the next commit', async () => {
  const commits: (readonly string[])[] = []
  let commit: (() => void) | undefined
  const settled: string[] = []
  const settle = (settlements: readonly Settlement[]): Promise<void> => {
    commits.push(settlements.map(({ id }) => id))
    return new Promise((resolve) => {
      commit = resolve
    })
  }
  const settler = createSettler({ settle }, () => undefined)
  for (const id of ['a', 'b']) settler.add(release(id), () => settled.push(id))
  await Promise.resolve()
  settler.add(release('c'), () => settled.push('c'))
  settler.add(release('d'), () => settled.push('d'))
  expect(settled).toEqual([])
  commit?.()
  await new Promise(setImmediate)
  expect(settled).toEqual(['a', 'b'])
  commit?.()
  await settler.idle()
  expect(settled).toEqual(['a', 'b', 'c', 'd'])
  expect(commits).toEqual([
    ['a', 'b'],
    ['c', 'd']
  ])
})

test('a store that fails is told of, and nothing counts as settled', async () => {
  const failures: unknown[] = []
  const settled = jest.fn()
  const settler = createSettler({ settle: () => Promise.reject(new Error('gone')) }, (error) => failures.push(error))
  settler.add(release('a'), settled)
  await settler.idle()
  expect(failures).toEqual([new Error('gone')])
  expect(settled).not.toHaveBeenCalled()
})
