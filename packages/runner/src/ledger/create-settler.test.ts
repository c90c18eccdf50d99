import type { Settlement } from '../queue/queue-store'
import { createSettler } from './create-settler'

const release = (id: string): Settlement => ({ kind: 'release', lane: 'acme/send', id, settledAt: 0 })

test('settles and tells together what comes up together, and what comes up meanwhile with the next commit', async () => {
  const commits: (readonly string[])[] = []
  let commit: (() => void) | undefined
  const settled: string[] = []
  const settle = (settlements: readonly Settlement[]): Promise<void> => {
    commits.push(settlements.map(({ id }) => id))
    return new Promise((resolve) => {
      commit = resolve
    })
  }
  const owner = {
    settled: (subject: string, { id }: Settlement) => settled.push(subject + id),
    after: () => settled.push('after')
  }
  const settler = createSettler<string>({ settle }, () => undefined)
  for (const id of ['a', 'b']) settler.add(release(id), 'of ', owner)
  await Promise.resolve()
  settler.add(release('c'), 'of ', owner)
  settler.add(release('d'), 'of ', owner)
  expect(settled).toEqual([])
  commit?.()
  await new Promise(setImmediate)
  expect(settled).toEqual(['of a', 'of b', 'after'])
  commit?.()
  await settler.idle()
  expect(settled).toEqual(['of a', 'of b', 'after', 'of c', 'of d', 'after'])
  expect(commits).toEqual([
    ['a', 'b'],
    ['c', 'd']
  ])
})

test('a store that fails is told of, and nothing counts as settled', async () => {
  const failures: unknown[] = []
  const settled = jest.fn()
  const settler = createSettler({ settle: () => Promise.reject(new Error('gone')) }, (error) => failures.push(error))
  settler.add(release('a'), 'a', { settled, after: settled })
  await settler.idle()
  expect(failures).toEqual([new Error('gone')])
  expect(settled).not.toHaveBeenCalled()
})

test('a lane that hands much back does not get it all into one commit', async () => {
  const sizes: number[] = []
  const settle = (settlements: readonly Settlement[]): Promise<void> => {
    sizes.push(settlements.length)
    return Promise.resolve()
  }
  const settled: string[] = []
  const owner = { settled: (subject: string) => settled.push(subject), after: () => undefined }
  const settler = createSettler<string>({ settle }, () => undefined)
  const ids = Array.from({ length: 5000 }, (_, index) => `${index}`)
  for (const id of ids) settler.add(release(id), id, owner)
  await settler.idle()
  expect(sizes).toEqual([2000, 2000, 1000])
  expect(settled).toEqual(ids)
})
