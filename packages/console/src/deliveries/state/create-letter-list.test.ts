import type { DeadLetterPage, DeadLetterQuery, DeadLetterSummary } from '@waybill/server/operations'
import { createLetterList } from './create-letter-list'

const letter = (position: number, user: string): DeadLetterSummary => ({
  position,
  lane: 'acme/send',
  instance: 'acme',
  messageId: `m${position}`,
  user,
  type: 'track',
  event: 'Signed Up',
  reason: 'no',
  attempts: 1,
  acceptedAt: 0,
  setAsideAt: 0
})

/** A service with dead letters, which it gives in pages, and a list of them. */
function listOf(count: number) {
  let letters = Array.from({ length: count }, (_, index) => letter(index + 1, index % 2 === 0 ? 'ada' : 'bob'))
  const queries: DeadLetterQuery[] = []
  const answer = async (query: DeadLetterQuery): Promise<DeadLetterPage> => {
    queries.push(query)
    const { after = 0, maximum = 50, user } = query
    const matching = letters.filter((each) => each.position > after && (user === undefined || each.user === user))
    const deadLetters = matching.slice(0, maximum)
    return { deadLetters, next: matching.length > maximum ? (deadLetters.at(-1)?.position ?? null) : null }
  }
  const service = { answer }
  const list = createLetterList({
    client: { deadLetters: (query) => service.answer(query) },
    report: (error) => (error instanceof Error ? error.message : '')
  })
  const shown = () => (list.page.value.kind === 'loaded' ? list.page.value.value.deadLetters.length : undefined)
  const remove = (...positions: readonly number[]) => {
    letters = letters.filter(({ position }) => !positions.includes(position))
  }
  return { list, service, queries, shown, remove }
}

test('what is shown and what is ticked stay when it is fetched again', async () => {
  const { list, shown, remove } = listOf(130)
  await list.load()
  expect(shown()).toBe(50)
  await list.loadMore()
  list.chosen.value = new Set([3, 60, 100])
  remove(3, 4)
  await list.load()
  expect(shown()).toBe(100)
  expect([...list.chosen.value]).toEqual([60, 100])
})

test('more than the service gives at once is fetched in parts', async () => {
  const { list, queries, shown } = listOf(600)
  await list.load()
  for (let page = 1; page < 12; page++) await list.loadMore()
  expect(shown()).toBe(600)
  expect(queries.slice(-2)).toEqual([
    { after: 0, maximum: 500 },
    { after: 500, maximum: 100 }
  ])
  expect(list.page.value).toMatchObject({ value: { next: null } })
})

test('what is typed changes nothing until it is searched by', async () => {
  const { list, queries, shown } = listOf(4)
  list.draft.value = { user: 'ada' }
  await list.search()
  expect(shown()).toBe(2)
  list.draft.value = {}
  await list.load()
  expect(queries.at(-1)).toMatchObject({ user: 'ada' })
  expect(list.page.value).toMatchObject({ value: { filter: { user: 'ada' } } })
})

test('what is no longer shown is no longer ticked', async () => {
  const { list } = listOf(4)
  await list.load()
  list.chosen.value = new Set([1, 2])
  list.draft.value = { user: 'bob' }
  await list.search()
  expect([...list.chosen.value]).toEqual([2])
})

test('an answer that comes after a later one is not shown', async () => {
  const { list, service } = listOf(4)
  const { answer } = service
  let goOn: (() => void) | undefined
  const held = new Promise<void>((resolve) => (goOn = resolve))
  service.answer = async (query) => {
    await held
    return answer(query)
  }
  const slow = list.load()
  service.answer = answer
  list.draft.value = { user: 'ada' }
  await list.search()
  goOn?.()
  await slow
  expect(list.page.value).toMatchObject({ value: { filter: { user: 'ada' } } })
})

test('what cannot be fetched is told, and the ticks are kept until it can', async () => {
  const { list, service } = listOf(4)
  const { answer } = service
  await list.load()
  list.chosen.value = new Set([1])
  service.answer = () => Promise.reject(new Error('It cannot be read.'))
  await list.load()
  expect(list.page.value).toEqual({ kind: 'failed', message: 'It cannot be read.' })
  service.answer = answer
  await list.load()
  expect([...list.chosen.value]).toEqual([1])
})
