import { createMemoryStore } from '@waybill/runner'
import type { QueueStore } from '@waybill/runner'
import { SECRET } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { REFUSED } from '../../../runner/test/vendor'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { TestOperations } from '../../test/start-operations'
import type { DeadLetterCount, DeadLetterDetail, DeadLetterPage, EventWay, Job, RetriedEdited } from './contract'

afterAll(closeOperations)

/** A service with one dead letter for each user. */
async function startWith(...users: readonly string[]): Promise<TestOperations> {
  const test = await startOperations()
  for (const user of users) await test.accept(eventBy(user, 'send', `${user}${REFUSED}`))
  await test.finish()
  return test
}

const list = (test: TestOperations, query = '') => test.get<DeadLetterPage>(`/dead-letters${query}`)

const usersIn = async (test: TestOperations, query = '') =>
  (await list(test, query)).deadLetters.map(({ user }) => user)

async function runJob(test: TestOperations, body: unknown, path = '/dead-letters/retry'): Promise<Job> {
  const { id } = await test.post<Job>(path, body)
  for (;;) {
    const job = await test.get<Job>(`/jobs/${id}`)
    if (job.state !== 'running') return job
    await test.clock.advance(1000)
  }
}

const all = { kind: 'matching', filter: {} } as const

describe('listing', () => {
  test('shows what was refused, in the words of the vendor', async () => {
    const test = await startWith('ada')
    const { deadLetters, next } = await list(test)
    expect(next).toBeNull()
    expect(deadLetters).toEqual([
      {
        position: 1,
        lane: 'acme/send',
        instance: 'acme',
        messageId: expect.stringMatching(/^message \d+$/) as string,
        user: 'ada',
        type: 'track',
        event: 'send',
        reason: 'rejected: refused',
        attempts: 1,
        acceptedAt: expect.any(Number) as number,
        setAsideAt: expect.any(Number) as number
      }
    ])
  })

  test('is in pages', async () => {
    const test = await startWith('a', 'b', 'c')
    const first = await list(test, '?maximum=2')
    expect(first.deadLetters.map(({ user }) => user)).toEqual(['a', 'b'])
    expect(await list(test, `?maximum=2&after=${first.next}`)).toMatchObject({
      deadLetters: [{ user: 'c' }],
      next: null
    })
    expect((await list(test, '?maximum=3')).next).toBeNull()
  })

  test.each([
    ['?user=b', ['b']],
    ['?instance=acme', ['a', 'b', 'c']],
    ['?instance=other', []],
    ['?lane=acme/send', ['a', 'b', 'c']],
    ['?lane=acme/sendElsewhere', []],
    ['?event=send', ['a', 'b', 'c']],
    ['?event=Send', []],
    ['?reason=REFUSED', ['a', 'b', 'c']],
    ['?reason=other', []],
    ['?setAsideUntil=1', []],
    ['?setAsideFrom=1&user=c', ['c']]
  ])('is filtered by %s', async (query, users) => {
    const test = await startWith('a', 'b', 'c')
    expect(await usersIn(test, query)).toEqual(users)
  })

  test.each([
    ['', { count: 3, last: 3 }],
    ['?user=b', { count: 1, last: 2 }],
    ['?user=nobody', { count: 0, last: 0 }]
  ])('counted by "%s"', async (query, expected) => {
    const test = await startWith('a', 'b', 'c')
    expect(await test.get(`/dead-letters/count${query}`)).toEqual(expected)
    expect(await test.ask('GET', '/dead-letters/count?usr=b')).toMatchObject({ status: 400 })
  })

  test.each([
    ['?usr=b', /no "usr" here; there is instance, lane, user/],
    ['?maximum=0', /"maximum" must be a whole number, 1 to 500/],
    ['?maximum=x', /"maximum"/],
    ['?after=-1', /"after"/],
    ['?user=', /"user" must be a text that is not empty/]
  ])('%s is a mistake, not everything', async (query, error) => {
    const test = await startWith('a')
    const answer = await test.ask('GET', `/dead-letters${query}`)
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(error) as string } })
  })
})

test('a dead letter is found by either id of its event, and by none that it does not have', async () => {
  const test = await startOperations()
  const both = { ...eventBy('ada', 'send', REFUSED), anonymousId: 'visitor' }
  await test.accept(both, { ...eventBy('', 'send', REFUSED), anonymousId: 7 as never })
  await test.finish()
  expect(await usersIn(test, '?user=ada')).toEqual(['ada'])
  expect(await usersIn(test, '?user=visitor')).toEqual(['ada'])
  expect(await usersIn(test, '?user=7')).toEqual(['7'])
  expect(await usersIn(test, '?user=undefined')).toEqual([])
})

describe('showing one', () => {
  test('tells its whole way: matched, mapped, items, request, answer', async () => {
    const test = await startWith('ada')
    const detail = await test.get<DeadLetterDetail>('/dead-letters/1')
    expect(detail.body).toMatchObject({ userId: 'ada', event: 'send' })
    expect(detail.outcomes).toMatchObject([{ kind: 'rejected', reason: 'refused', status: 200, user: 'ada' }])
    const [matched] = detail.way?.subscriptions ?? []
    expect(matched).toMatchObject({
      name: 'send things',
      isMatched: true,
      fields: [{ key: 'things', state: 'kept' }],
      result: {
        kind: 'items',
        items: [{ body: { id: `ada${REFUSED}` } }],
        requests: [{ method: 'POST', url: 'https://acme.example/main', headers: { authorization: '‹redacted›' } }]
      }
    })
    // Other doors of the same destination have lanes of their own.
    expect(detail.way?.subscriptions.map(({ name }) => name)).toEqual(['send things', 'sendAgain things'])
    expect(JSON.stringify(detail)).not.toContain(SECRET)
  })

  test.each([
    ['2', 404, /There is no dead letter 2: it was retried or dropped/],
    ['0', 400, /"position" must be a whole number/],
    ['x', 400, /"position"/]
  ])('position %s is answered %i', async (position, status, error) => {
    const test = await startWith('ada')
    const answer = await test.ask('GET', `/dead-letters/${position}`)
    expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(error) as string } })
  })

  test('of an instance that is gone there is no way, and it is shown all the same', async () => {
    const test = await startOperations()
    const message = { lane: 'gone/send', id: '1', key: 'a', body: '{"type":"track"}', acceptedAt: 0 }
    await test.store.append([message])
    await test.store.lease({ lane: 'gone/send', now: 1, until: 2, maximumMessages: 1, maximumBytes: 1000 })
    await test.store.settle([{ ...message, kind: 'dead-letter', settledAt: 1, reason: 'x', outcomes: [] }])
    expect(await test.get('/dead-letters/1')).toMatchObject({ instance: 'gone', way: null })
  })
})

describe('trying with changes', () => {
  test('shows what an edited event would become, and sends nothing', async () => {
    const test = await startWith('ada')
    const seen = test.vendor.seen.length
    const way = await test.post<EventWay>('/dead-letters/1/try', { event: eventBy('ada', 'send', 'mended') })
    expect(way.subscriptions[0]?.result).toMatchObject({ items: [{ body: { id: 'mended' } }] })
    await test.finish()
    expect(test.vendor.seen).toHaveLength(seen)
    expect((await list(test)).deadLetters).toHaveLength(1)
  })

  test('shows what another mapping would make of it', async () => {
    const test = await startWith('ada')
    const mapping = { subscription: 'send things', fields: { things: [{ id: { '@path': '$.userId' } }] } }
    const way = await test.post<EventWay>('/dead-letters/1/try', { mapping })
    expect(way.subscriptions[0]?.result).toMatchObject({ items: [{ body: { id: 'ada' } }] })
    const emptied = { subscription: 'send things', fields: { things: null } }
    expect(
      (await test.post<EventWay>('/dead-letters/1/try', { mapping: emptied })).subscriptions[0]?.result
    ).toMatchObject({
      kind: 'items',
      items: [],
      notes: ['There was no "things".']
    })
    // Nothing of it stays.
    const after = await test.get<DeadLetterDetail>('/dead-letters/1')
    expect(after.way?.subscriptions[0]?.result).toMatchObject({ items: [{ body: { id: `ada${REFUSED}` } }] })
  })

  test.each([
    [{ mapping: { subscription: 'other', fields: {} } }, 404, /no subscription "other"; it has "send things"/],
    // Another door of the same destination has a lane of its own.
    [{ mapping: { subscription: 'sendElsewhere things', fields: {} } }, 404, /no subscription "sendElsewhere things"/],
    [{ mapping: { subscription: 'send things' } }, 400, /"mapping" must be/],
    [
      { mapping: { subscription: 'send things', fields: { things: { '@nope': 1 } } } },
      422,
      /The mapping has mistakes: .*@nope/
    ],
    [
      { mapping: { subscription: 'send things', fields: { thigns: null } } },
      422,
      /The action "Send" has no field "thigns"; did you mean "things"\?$/
    ],
    [{ event: 7 }, 422, /An event must be a JSON object/],
    [{ event: { type: 'tack' } }, 422, /"type" must be one of/],
    [{ evnt: {} }, 400, /no "evnt" here/]
  ])('%j is answered %i', async (body, status, error) => {
    const test = await startWith('ada')
    const answer = await test.ask('POST', '/dead-letters/1/try', body)
    expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(error) as string } })
  })
})

describe('retrying', () => {
  test('an edited event goes in place of the stored one, under an id that tells so', async () => {
    const test = await startWith('ada')
    const messageId = (await list(test)).deadLetters[0]?.messageId ?? ''
    const edited = { ...eventBy('ada', 'send', 'mended'), messageId }
    const retried = await test.post<RetriedEdited>('/dead-letters/1/retry', { event: edited })
    expect(retried).toEqual({ messageId: `${messageId}~edited-1` })
    await test.finish()
    expect(test.vendor.taken).toEqual(['mended'])
    expect((await list(test)).deadLetters).toEqual([])
    expect(await test.get(`/outcomes?messageId=${encodeURIComponent(retried.messageId)}`)).toMatchObject({
      outcomes: [{ kind: 'delivered', user: 'ada' }]
    })
  })

  test('edited again and again, it is numbered', async () => {
    const test = await startWith('ada')
    await test.post('/dead-letters/1/retry', { event: eventBy('ada', 'send', `worse${REFUSED}`) })
    await test.finish()
    const retried = await test.post<RetriedEdited>('/dead-letters/2/retry', { event: eventBy('ada', 'send', 'good') })
    expect(retried.messageId).toMatch(/^message \d+~edited-2$/)
  })

  test('an edited event whose id somebody has sent before goes under the next', async () => {
    const test = await startWith('ada')
    const messageId = (await list(test)).deadLetters[0]?.messageId ?? ''
    await test.accept({ ...eventBy('eve', 'send', 'forged'), messageId: `${messageId}~edited-1` })
    const retried = await test.post<RetriedEdited>('/dead-letters/1/retry', { event: eventBy('ada', 'send', 'mended') })
    expect(retried).toEqual({ messageId: `${messageId}~edited-2` })
    await test.finish()
    expect(test.vendor.taken).toEqual(['forged', 'mended'])
  })

  test('of two edits at once one is sent, and the other is told so', async () => {
    const store = createMemoryStore()
    let readers: (() => void)[] | undefined
    // Both are read before either is carried out.
    const deadLetters: QueueStore['deadLetters'] = async (wish) => {
      const letters = await store.deadLetters(wish)
      if (readers === undefined) return letters
      const waiting = readers
      if (waiting.length === 1) readers = undefined
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        if (waiting.length === 2) for (const goOn of waiting) goOn()
      })
      return letters
    }
    const test = await startOperations({ store: { ...store, deadLetters } })
    await test.accept(eventBy('ada', 'send', REFUSED))
    await test.finish()
    readers = []
    const answers = await Promise.all(
      ['one', 'other'].map((id) => test.ask('POST', '/dead-letters/1/retry', { event: eventBy('ada', 'send', id) }))
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    await test.finish()
    expect(test.vendor.taken).toEqual([answers[0]?.status === 200 ? 'one' : 'other'])
    expect(answers.find(({ status }) => status === 409)).toMatchObject({
      body: { error: expect.stringMatching(/Dead letter 1 was retried, edited or dropped meanwhile/) as string }
    })
  })

  test('an edited event that nothing would be sent of is refused, and the dead letter stays', async () => {
    const test = await startWith('ada')
    const answer = await test.ask('POST', '/dead-letters/1/retry', { event: eventBy('ada', 'sendElsewhere', 'x') })
    expect(answer).toMatchObject({
      status: 422,
      body: { error: expect.stringMatching(/no subscription of the lane acme\/send wants the event/) as string }
    })
    expect((await list(test)).deadLetters).toHaveLength(1)
  })

  test.each([
    [{ integrations: { Acme: false } }, /^Nothing would be sent: Acme is switched off in event\.integrations\.$/],
    [
      { _metadata: { bundled: ['Acme'] } },
      /^Nothing would be sent: the page has sent it to Acme itself \(device mode\)/
    ]
  ])('an event with %j is refused as an edit, and the reason is said', async (change, error) => {
    const test = await startWith('ada')
    const event = { ...eventBy('ada', 'send', 'x'), ...change }
    expect(await test.ask('POST', '/dead-letters/1/retry', { event })).toMatchObject({
      status: 422,
      body: { error: expect.stringMatching(error) as string }
    })
    const way = await test.post<EventWay>('/dead-letters/1/try', { event })
    expect(`Nothing would be sent: ${way.refusal}.`).toMatch(error)
    expect(way.isEnabled).toBe(false)
  })

  test.each([
    ['rejected by the action', { things: [{ refused: true }] }, 'One of the things is refused.'],
    ['without anything to send', {}, 'There was no "things".']
  ])('an edited event that is %s is refused, and the dead letter stays', async (_, properties, reason) => {
    const test = await startWith('ada')
    const event = { ...eventBy('ada', 'send'), properties }
    const answer = await test.ask('POST', '/dead-letters/1/retry', { event })
    expect(answer).toMatchObject({
      status: 422,
      body: { error: `Nothing would be sent: "send things": ${reason}` }
    })
    expect((await list(test)).deadLetters).toHaveLength(1)
  })

  test('an edit for what the vendor has already is refused', async () => {
    const test = await startOperations()
    const lane = 'acme/send'
    await test.store.append([{ lane, id: '1', key: 'ada', body: '{"type":"track"}', acceptedAt: 0 }])
    await test.store.lease({ lane, now: 1, until: 2, maximumMessages: 1, maximumBytes: 1000 })
    const settled = { settledAt: 1, reason: 'x', outcomes: [], delivered: ['send things'] }
    await test.store.settle([{ lane, id: '1', kind: 'dead-letter', ...settled }])
    const edit = (name: string) => test.ask('POST', '/dead-letters/1/retry', { event: eventBy('ada', name, 'x') })
    expect(await edit('send')).toMatchObject({
      status: 422,
      body: { error: 'Nothing would be sent: "send things": the vendor has it already.' }
    })
    // Another subscription of the lane has not sent it.
    expect(await edit('send twice')).toMatchObject({ status: 200 })
  })

  test('an edit keeps what the service gives an event, unless it says otherwise', async () => {
    const test = await startOperations()
    const [timestamp, receivedAt] = ['2026-01-02T03:04:05.000Z', '2026-01-02T03:04:06.000Z']
    const stored = { ...eventBy('ada', 'send', REFUSED), timestamp, receivedAt }
    const sent = async (position: number) => {
      const event = {
        type: 'track',
        event: 'send',
        userId: 'ada',
        receivedAt: 'later',
        properties: { things: [{ id: REFUSED }] }
      }
      await test.post(`/dead-letters/${position}/retry`, { event })
      await test.finish()
      return (await test.get<DeadLetterDetail>(`/dead-letters/${position + 1}`)).body
    }
    await test.accept(stored)
    await test.finish()
    expect(await sent(1)).toMatchObject({ messageId: stored.messageId, timestamp, receivedAt: 'later' })
  })

  test('one, and the others stay', async () => {
    const test = await startWith('a', 'b', 'c')
    const job = await runJob(test, { selection: { kind: 'positions', positions: [2] } })
    expect(job).toMatchObject({ kind: 'retry', state: 'done', done: 1, total: 1, title: 'Retry 1 dead letter.' })
    await test.finish()
    expect(test.vendor.seen.flatMap(({ ids }) => ids)).toEqual([
      `a${REFUSED}`,
      `b${REFUSED}`,
      `c${REFUSED}`,
      `b${REFUSED}`
    ])
    // Refused again, it is at the end.
    expect(await usersIn(test)).toEqual(['a', 'c', 'b'])
  })

  test('many, by a filter', async () => {
    const test = await startWith('a', 'b', 'a')
    const job = await runJob(test, { selection: { kind: 'matching', filter: { user: 'a' } } })
    expect(job).toMatchObject({ done: 2, total: 2 })
    expect(await usersIn(test)).toEqual(['b'])
  })

  test('all, at the chosen pace', async () => {
    const test = await startWith('a', 'b', 'c', 'd', 'e')
    test.core.runner.pause('acme', 'to look')
    const { id } = await test.post<Job>('/dead-letters/retry', { selection: all, perSecond: 2 })
    const doneAfter: number[] = []
    for (let second = 0; second < 4; second++) {
      await test.clock.advance(second === 0 ? 0 : 1000)
      doneAfter.push((await test.get<Job>(`/jobs/${id}`)).done)
    }
    expect(doneAfter).toEqual([2, 4, 5, 5])
  })

  test('what is set aside while it runs is not retried over and over', async () => {
    const test = await startWith('a', 'b')
    const job = await runJob(test, { selection: all, perSecond: 1 })
    expect(job).toMatchObject({ state: 'done', done: 2, total: 2 })
    expect(test.vendor.seen.flatMap(({ ids }) => ids)).toHaveLength(4)
  })

  test('a job that is cancelled leaves the rest where it is', async () => {
    const test = await startWith('a', 'b', 'c')
    test.core.runner.pause('acme', 'to look')
    const { id } = await test.post<Job>('/dead-letters/retry', { selection: all, perSecond: 1 })
    await test.clock.advance(0)
    await test.post(`/jobs/${id}/cancel`)
    await test.clock.advance(5000)
    expect(await test.get(`/jobs/${id}`)).toMatchObject({ state: 'cancelled', done: 1 })
    expect(await usersIn(test)).toEqual(['b', 'c'])
    expect(await test.get('/jobs')).toMatchObject({ jobs: [{ id }] })
  })

  test.each([
    [{}, /"selection" must be/],
    [{ selection: { kind: 'positions', positions: ['1'] } }, /Each of "positions"/],
    [{ selection: { kind: 'matching', filter: { usr: 'a' } } }, /no "usr" here/],
    [{ selection: all, perSecond: 0 }, /"perSecond" must be a number above 0/],
    [{ selection: { ...all, last: 'x' } }, /"last" must be a whole number/],
    [{ selection: { kind: 'all' } }, /"selection" must be/]
  ])('%j is a mistake, and nothing is retried', async (body, error) => {
    const test = await startWith('a')
    const answer = await test.ask('POST', '/dead-letters/retry', body)
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(error) as string } })
    expect((await list(test)).deadLetters).toHaveLength(1)
  })
})

describe('dropping', () => {
  test('forgets those that are meant, and keeps their outcomes', async () => {
    const test = await startWith('a', 'b', 'c')
    expect(await test.post('/dead-letters/drop', { selection: { kind: 'matching', filter: { user: 'b' } } })).toEqual({
      dropped: 1
    })
    expect(await test.post('/dead-letters/drop', { selection: { kind: 'positions', positions: [1] } })).toEqual({
      dropped: 1
    })
    expect(await usersIn(test)).toEqual(['c'])
    expect(await test.get('/outcomes?user=b')).toMatchObject({ outcomes: [{ kind: 'rejected' }] })
  })
})

test.each(['retry', 'drop'])('to %s what there is not is refused, and nothing else is done', async (change) => {
  const test = await startWith('a', 'b')
  const answer = await test.ask('POST', `/dead-letters/${change}`, {
    selection: { kind: 'positions', positions: [7, 1, 9] }
  })
  expect(answer).toEqual({
    status: 404,
    body: { error: 'There are no dead letters 7, 9: each was retried or dropped, or never was. Nothing was done.' }
  })
  expect(await usersIn(test)).toEqual(['a', 'b'])
  expect(await test.get('/jobs')).toEqual({ jobs: [] })
})

test('what is set aside after all were counted is neither retried nor dropped', async () => {
  const test = await startWith('a', 'b')
  const { last } = await test.get<DeadLetterCount>('/dead-letters/count')
  await test.accept(eventBy('c', 'send', `c${REFUSED}`))
  await test.finish()
  const counted = { kind: 'matching', filter: {}, last } as const
  test.core.runner.pause('acme', 'to look')
  expect(await runJob(test, { selection: counted })).toMatchObject({ state: 'done', done: 2, total: 2 })
  expect(await usersIn(test)).toEqual(['c'])
  expect(await test.post('/dead-letters/drop', { selection: counted })).toEqual({ dropped: 0 })
})

test('a job that there is not is said to be so', async () => {
  const test = await startOperations()
  expect(await test.ask('GET', '/jobs/x')).toMatchObject({ status: 404 })
  expect(await test.ask('POST', '/jobs/x/cancel')).toMatchObject({ status: 404 })
})
