import { describe, expect, it } from '@jest/globals'
import type { NewMessage } from '../queue-store'
import { GroupCommit, type Group } from './group-commit'

function messages(count: number): readonly NewMessage[] {
  return Array.from({ length: count }, (_, index) => ({ lane: 'a', id: `${index}`, key: '', body: '', acceptedAt: 0 }))
}

const RELEASE = { kind: 'release', lane: 'a', settledAt: 0 } as const

/** Writes nothing, and flushes when it is told to. */
function createWriter(): { readonly sizes: number[]; readonly flushes: (() => void)[]; readonly commit: GroupCommit } {
  const sizes: number[] = []
  const flushes: (() => void)[] = []
  const write = (group: Group): readonly number[] => {
    if (group.started.length > 0) throw new Error('no room')
    sizes.push(group.messages.length + group.settlements.length)
    return group.messages.flatMap(({ body }, position) => (body === 'repeated' ? [position] : []))
  }
  const flush = (): Promise<void> => new Promise((resolve) => flushes.push(resolve))
  return { sizes, flushes, commit: new GroupCommit({ room: () => undefined, write, flush }) }
}

function unknownRoom(): never {
  throw new Error('no such disk')
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

describe('group commit', () => {
  it('writes what came in one turn with one commit, and what came during its flush with the next', async () => {
    const { sizes, flushes, commit } = createWriter()
    const first = [commit.append(messages(2)), commit.append(messages(3))]
    await turn()
    expect(sizes).toEqual([5])
    const second = [commit.append(messages(1)), commit.settle([])]
    await turn()
    expect(sizes).toEqual([5])
    flushes[0]?.()
    await Promise.all(first)
    await turn()
    expect(sizes).toEqual([5, 1])
    flushes[1]?.()
    await Promise.all(second)
    await commit.idle()
  })

  it('answers nobody before the flush', async () => {
    const { flushes, commit } = createWriter()
    let isAnswered = false
    const append = commit.append(messages(1)).then(() => (isAnswered = true))
    await turn()
    expect([flushes.length, isAnswered]).toEqual([1, false])
    flushes[0]?.()
    await append
  })

  it('tells each caller which of its own messages were repeated', async () => {
    const { flushes, commit } = createWriter()
    const [fresh, again] = [...messages(2)].map((one, index) => ({ ...one, body: index === 1 ? 'repeated' : '' }))
    if (fresh === undefined || again === undefined) throw new Error('There are two messages.')
    const calls = [commit.append([fresh]), commit.append([again, fresh, again]), commit.append([fresh, again])]
    await turn()
    flushes[0]?.()
    expect(await Promise.all(calls)).toEqual([[], [0, 2], [1]])
  })

  it('does not write more with one commit than the process can wait for, except for one call', async () => {
    const { sizes, flushes, commit } = createWriter()
    const calls = [commit.append(messages(1500)), commit.append(messages(600)), commit.append(messages(5000))]
    for (const [index, call] of calls.entries()) {
      await turn()
      flushes[index]?.()
      await call
    }
    expect(sizes).toEqual([1500, 600, 5000])
  })

  it('refuses new messages that there is no room for, and writes what else there is', async () => {
    const sizes: number[] = []
    const commit = new GroupCommit({
      room: (bytes) => (bytes > 10 ? new Error('no room') : undefined),
      write: ({ messages: taken, settlements }) => {
        sizes.push(taken.length, settlements.length)
        return []
      },
      flush: () => Promise.resolve()
    })
    const large = messages(1).map((one) => ({ ...one, body: 'eleven long' }))
    const settlement = { kind: 'release', lane: 'a', id: 'x', settledAt: 0 } as const
    const results = await Promise.allSettled([commit.append(large), commit.settle([settlement])])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    await commit.append(messages(2))
    expect(sizes).toEqual([0, 1, 2, 0])
  })

  it('goes on when nobody can say how much room there is', async () => {
    const commit = new GroupCommit({ room: unknownRoom, write: () => [], flush: () => Promise.resolve() })
    await expect(commit.append(messages(1))).rejects.toThrow('no such disk')
    await commit.settle([{ kind: 'release', lane: 'a', id: 'x', settledAt: 0 }])
    await commit.idle()
  })

  it('writes the rest of a commit that fails because of its new messages', async () => {
    const commit = new GroupCommit({
      room: () => undefined,
      write: ({ messages: taken }) => {
        if (taken.length > 0) throw new Error('no room')
        return []
      },
      flush: () => Promise.resolve()
    })
    const calls = [commit.append(messages(1)), commit.markStarted([{ lane: 'a', id: 'x' }])]
    const results = await Promise.allSettled(calls)
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })

  it('tells all callers of a commit that it failed, and goes on with the next', async () => {
    const { sizes, flushes, commit } = createWriter()
    const failing = [commit.append(messages(1)), commit.markStarted([{ lane: 'a', id: 'x' }])]
    const results = await Promise.allSettled(failing)
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const next = commit.append(messages(2))
    await turn()
    flushes[0]?.()
    await next
    expect(sizes).toEqual([2])
  })

  it('takes more in one call than a function takes arguments', async () => {
    const { sizes, flushes, commit } = createWriter()
    const many = messages(200_000)
    const calls = [commit.append(many), commit.settle(many.map(({ id }) => ({ ...RELEASE, id })))]
    await turn()
    flushes[0]?.()
    await turn()
    flushes[1]?.()
    await Promise.all(calls)
    expect(sizes).toEqual([200_000, 200_000])
  })
})
