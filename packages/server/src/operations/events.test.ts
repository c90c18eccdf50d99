import type { SegmentEvent } from '@waybill/kit'
import { SECRET } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { REFUSED } from '../../../runner/test/vendor'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { TestOperations } from '../../test/start-operations'
import type {
  EventDetail,
  EventPage,
  Job,
  LiveEvent,
  OutcomePage,
  ReplayPreview,
  RetriedEdited,
  Status
} from './contract'

afterAll(closeOperations)

const idOf = ({ messageId = '' }: SegmentEvent): string => messageId

async function startWith(...events: readonly SegmentEvent[]): Promise<TestOperations> {
  const test = await startOperations()
  for (const event of events) {
    await test.accept(event)
    await test.clock.advance(1000)
  }
  await test.finish()
  return test
}

const found = async (test: TestOperations, query: string) =>
  (await test.get<EventPage>(`/events${query}`)).events.map(({ id }) => id)

describe('events', () => {
  const first = eventBy('ada', 'send', '1')
  const second = eventBy('bob', 'sendElsewhere', '2')
  const third: SegmentEvent = { type: 'page', name: 'Home', anonymousId: 'anonymous', messageId: 'page 1' }

  test('are found, the latest first', async () => {
    const test = await startWith(first, second, third)
    expect(await found(test, '')).toEqual(['page 1', idOf(second), idOf(first)])
    expect(await test.get<EventPage>('/events?maximum=2')).toMatchObject({
      events: [{ id: 'page 1', source: 'website', event: third }, { id: idOf(second) }],
      more: true
    })
    expect(await test.get<EventPage>('/events?maximum=3')).toMatchObject({ more: false })
  })

  test.each([
    ['?user=ada', [first]],
    ['?user=anonymous', [third]],
    ['?type=page', [third]],
    ['?event=Home', [third]],
    ['?event=sendElsewhere', [second]],
    ['?source=website&user=bob', [second]],
    ['?source=other', []],
    ['?user=%22%5C', []],
    ['?until=1700000001500', [second, first]],
    ['?from=1700000001000', [third, second]]
  ])('are filtered by %s', async (query, events) => {
    const test = await startWith(first, second, third)
    expect(await found(test, query)).toEqual(events.map(idOf))
  })

  test('one shows its whole way at every instance, and what became of it and its repeats', async () => {
    const test = await startWith(first)
    await replay(test, { instance: 'acme', filter: {}, name: 'again' })
    const detail = await test.get<EventDetail>(`/events/${encodeURIComponent(idOf(first))}`)
    expect(detail).toMatchObject({ id: idOf(first), event: first, ways: [{ instance: 'acme', isEnabled: true }] })
    expect(detail.ways[0]?.subscriptions.filter(({ isMatched }) => isMatched)).toMatchObject([{ name: 'send things' }])
    expect(detail.outcomes.map(({ messageId }) => messageId)).toEqual([`${idOf(first)}~replay-again`, idOf(first)])
  })

  test('one that was edited or replayed shows the event it came from, and what became of the repeat alone', async () => {
    const event = eventBy('ada', 'send', REFUSED)
    const test = await startWith(event)
    const { messageId } = await test.post<RetriedEdited>('/dead-letters/1/retry', {
      event: eventBy('bob', 'send', 'x')
    })
    await test.finish()
    await replay(test, { instance: 'acme', filter: {}, name: 'again' })
    await test.post('/dead-letters/2/retry', { event: eventBy('ada', 'send', 'y') })
    await test.finish()
    const outcomesOf = async (id: string) => {
      const detail = await test.get<EventDetail>(`/events/${encodeURIComponent(id)}`)
      expect(detail).toMatchObject({ id: idOf(event), event, ways: [{ instance: 'acme' }] })
      return detail.outcomes.map((outcome) => [outcome.messageId.replace(idOf(event), ''), outcome.kind])
    }
    expect(await outcomesOf(messageId)).toEqual([['~edited-1', 'delivered']])
    const replayed = [
      ['~replay-again~edited-1', 'delivered'],
      ['~replay-again', 'rejected']
    ]
    expect(await outcomesOf(`${idOf(event)}~replay-again`)).toEqual(replayed)
    expect(await outcomesOf(`${idOf(event)}~replay-again~edited-1`)).toEqual(replayed.slice(0, 1))
    expect(await outcomesOf(idOf(event))).toEqual([...replayed, ['', 'rejected']])
  })

  test('one shows what became of it, however much its user did since', async () => {
    const test = await startWith(first)
    await test.accept(...Array.from({ length: 1001 }, () => eventBy('ada', 'nothing')))
    await test.finish()
    const { outcomes } = await test.get<EventDetail>(`/events/${encodeURIComponent(idOf(first))}`)
    expect(outcomes).toMatchObject([{ messageId: idOf(first), kind: 'delivered' }])
  })

  test('one that is not in the log is said to be so', async () => {
    const test = await startWith(first)
    expect(await test.ask('GET', '/events/none')).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('no event "none"') as string }
    })
  })
})

test.each([
  ['?user=ada', ['delivered']],
  ['?user=bob', ['rejected']],
  ['?kind=skipped', ['skipped']],
  ['?instance=acme&kind=rejected', ['rejected']],
  ['?instance=other', []],
  ['?maximum=1', ['skipped']]
])('outcomes are searched by %s', async (query, kinds) => {
  const test = await startWith(eventBy('ada', 'send', '1'), eventBy('bob', 'send', REFUSED), eventBy('cy', 'nothing'))
  const { outcomes } = await test.get<OutcomePage>(`/outcomes${query}`)
  expect(outcomes.map(({ kind }) => kind)).toEqual(kinds)
})

test('a kind of outcome that there is not is a mistake', async () => {
  const test = await startOperations()
  expect(await test.ask('GET', '/outcomes?kind=lost')).toMatchObject({ status: 400 })
})

/** Replays and delivers all of it. */
async function replay(test: TestOperations, body: unknown): Promise<Job> {
  const { id } = await test.post<Job>('/replays', body)
  await until(test, async () => (await test.get<Job>(`/jobs/${id}`)).state !== 'running')
  await test.finish()
  return test.get<Job>(`/jobs/${id}`)
}

describe('replay', () => {
  const events = [
    eventBy('ada', 'send', '1'),
    eventBy('bob', 'send', '2'),
    eventBy('bob', 'nothing'),
    { ...eventBy('cy', 'send', '3'), properties: { things: [{ refused: true }] } }
  ]

  test('tells first what it would send, and sends nothing', async () => {
    const test = await startWith(...events)
    const seen = test.vendor.seen.length
    const preview = await test.post<ReplayPreview>('/replays/dry-run', { instance: 'acme', filter: {} })
    expect(preview).toMatchObject({
      events: 4,
      wanted: 2,
      skipped: 1,
      rejected: 1,
      requests: 1,
      samples: [{ method: 'POST', url: 'https://acme.example/main', headers: { authorization: '‹redacted›' } }],
      reasons: [
        { reason: 'no subscription matches', events: 1 },
        { reason: 'One of the things is refused.', events: 1 }
      ]
    })
    expect(JSON.stringify(preview)).not.toContain(SECRET)
    await test.finish()
    expect(test.vendor.seen).toHaveLength(seen)
  })

  test('sends again what the instance wants, under ids that tell so', async () => {
    const test = await startWith(...events)
    const job = await replay(test, { instance: 'acme', filter: { user: 'ada' }, name: 'mended' })
    expect(job).toMatchObject({
      kind: 'replay',
      title: 'Replay "mended" to acme.',
      state: 'done',
      done: 1,
      total: null
    })
    expect(test.vendor.taken).toEqual(['1', '2', '1'])
    const id = `${idOf(events[0] ?? { type: 'track' })}~replay-mended`
    expect(await test.get(`/outcomes?messageId=${encodeURIComponent(id)}`)).toMatchObject({
      outcomes: [{ kind: 'delivered', user: 'ada' }]
    })
    // A repeat is not an event of its own.
    expect((await test.get<EventPage>('/events?user=ada')).events).toHaveLength(1)
  })

  test('repeated under the same name sends only what is missing', async () => {
    const test = await startWith(...events)
    await replay(test, { instance: 'acme', filter: { user: 'ada' }, name: 'mended' })
    expect(await replay(test, { instance: 'acme', filter: {}, name: 'mended' })).toMatchObject({ done: 2, repeated: 1 })
    expect(test.vendor.taken).toEqual(['1', '2', '1', '2'])
    await replay(test, { instance: 'acme', filter: { user: 'ada' }, name: 'other' })
    expect(test.vendor.taken).toEqual(['1', '2', '1', '2', '1'])
  })

  test('keeps to a pace, and can be cancelled', async () => {
    const test = await startWith(...Array.from({ length: 5 }, (_, index) => eventBy('ada', 'send', String(index))))
    const { id } = await test.post<Job>('/replays', { instance: 'acme', filter: {}, perSecond: 1 })
    await test.clock.advance(1000)
    await until(test, async () => (await test.get<Job>(`/jobs/${id}`)).done > 0)
    await test.post(`/jobs/${id}/cancel`)
    await test.clock.advance(20_000)
    const job = await test.get<Job>(`/jobs/${id}`)
    expect(job.state).toBe('cancelled')
    expect(job.done).toBeLessThan(5)
  })

  test.each([
    [{ filter: {} }, 400, /Name the "instance"/],
    [{ instance: 'other' }, 404, /no instance "other"/],
    [{ instance: 'acme', filter: { usr: 'x' } }, 400, /no "usr" here/],
    [{ instance: 'acme', filter: 'x' }, 400, /"filter" must be an object/],
    [{ instance: 'acme', name: 'a b' }, 400, /"name" must be of letters/],
    [{ instance: 'acme', perSecond: 'fast' }, 400, /"perSecond"/]
  ])('%j is answered %i', async (body, status, error) => {
    const test = await startOperations()
    for (const path of ['/replays', '/replays/dry-run']) {
      const answer = await test.ask('POST', path, body)
      expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(error) as string } })
    }
  })
})

/** Lets the clock and the disk go on until something is so. */
async function until(test: TestOperations, holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await test.clock.advance(0)
}

/** Reads so many events of a kind. */
async function read(test: TestOperations, count: number, kind: LiveEvent['kind'], during: () => Promise<unknown>) {
  const controller = new AbortController()
  const answer = await fetch(`${test.url}/waybill/api/stream?token=${test.token}`, { signal: controller.signal })
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
  await during()
  const events: LiveEvent[] = []
  let text = ''
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString()
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) events.push(JSON.parse(block.replace(/^data: /, '')) as LiveEvent)
    if (events.filter((event) => event.kind === kind).length >= count) break
  }
  controller.abort()
  return events
}

describe('the live stream', () => {
  test('shows an event, its request and its end', async () => {
    const test = await startOperations()
    const event = eventBy('ada', 'send', '1')
    const events = await read(test, 1, 'ended', async () => {
      await test.accept(event)
      await test.finish()
    })
    expect(events).toMatchObject([
      { kind: 'accepted', id: event.messageId, source: 'website', event },
      {
        kind: 'request',
        instance: 'acme',
        lane: 'acme/send',
        messageIds: [event.messageId],
        request: { method: 'POST', headers: { authorization: '‹redacted›' } },
        response: { status: 200 },
        failure: null
      },
      {
        kind: 'ended',
        delivery: { user: 'ada', action: 'send', event: 'send' },
        outcome: { kind: 'delivered', status: 200 }
      }
    ])
    expect(JSON.stringify(events)).not.toContain('s3cr3t')
  })

  test('does not show an event again that is repeated, and counts it apart', async () => {
    const test = await startOperations()
    const [first, second] = [eventBy('ada', 'send', '1'), eventBy('bob', 'send', '2')]
    const events = await read(test, 2, 'ended', async () => {
      await test.accept(first)
      await test.accept(first, second, first)
      await test.finish()
    })
    const shown = events.flatMap((event) => (event.kind === 'accepted' ? [event.id] : []))
    expect(shown).toEqual([first.messageId, second.messageId])
    const { totals } = await test.get<Status>('/status')
    expect(totals).toMatchObject({ accepted: 2, repeated: 2, delivered: 2 })
  })

  test('leaves out what nobody could follow, and says how much', async () => {
    const test = await startOperations()
    const events = await read(test, 1, 'left-out', async () => {
      await test.accept(...Array.from({ length: 250 }, (_, index) => eventBy(String(index), 'nothing')))
      await test.clock.advance(1000)
    })
    const accepted = events.filter(({ kind }) => kind === 'accepted')
    const leftOut = events.find((event) => event.kind === 'left-out')
    expect(accepted.length).toBeLessThanOrEqual(100)
    const shown = events.filter(({ kind }) => kind === 'accepted' || kind === 'ended').length
    // Every event is accepted and ends: what is shown and what is left out are all of it.
    expect(shown + (leftOut?.events ?? 0)).toBe(500)
  })

  test('shows pauses, jobs and moments', async () => {
    const test = await startOperations()
    const events = await read(test, 1, 'moment', async () => {
      await test.post('/instances/acme/pause')
      await test.post('/replays', { instance: 'acme', filter: {} })
      await test.clock.advance(5000)
    })
    expect(events.find(({ kind }) => kind === 'lane')).toMatchObject({ lane: { state: { kind: 'paused' } } })
    expect(events.find(({ kind }) => kind === 'job')).toMatchObject({ job: { kind: 'replay' } })
    expect(events.find(({ kind }) => kind === 'moment')).toMatchObject({ moment: { totals: { accepted: 0 } } })
  })

  test('wants the token', async () => {
    const test = await startOperations()
    expect((await fetch(`${test.url}/waybill/api/stream`)).status).toBe(401)
  })
})

test('the history has a moment every five seconds, with totals of each instance', async () => {
  const test = await startWith(eventBy('ada', 'send', '1'), eventBy('bob', 'send', REFUSED))
  await test.clock.advance(16 * 60 * 1000)
  const { moments } = await test.get<{ moments: { at: number }[] }>('/history')
  expect(moments).toHaveLength(180)
  expect(moments.at(-1)).toMatchObject({
    totals: { accepted: 2, delivered: 1, rejected: 1 },
    instances: { acme: { accepted: 2 } },
    waiting: 0,
    deadLetters: 1
  })
})
