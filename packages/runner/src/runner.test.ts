import { eventOf, planAcme, SECRET } from '../test/acme'
import { failure, response } from '../test/fake-transport'
import { startRunner } from '../test/start-runner'

describe('an event that makes no request ends at once', () => {
  test('skipped, when no subscription wants it', async () => {
    const { runner, told } = startRunner()
    const event = eventOf('unknown', { id: 'a' })
    await runner.accept(event, 'line 1')
    expect(told).toEqual([
      {
        kind: 'delivery-ended',
        delivery: { event, reference: 'line 1' },
        ended: { kind: 'skipped', reason: 'no subscription matches' },
        notes: []
      }
    ])
  })

  test('skipped, when its action makes no items of it', async () => {
    const { runner, told } = startRunner()
    await runner.accept({ type: 'track', event: 'send' })
    expect(told).toEqual([
      expect.objectContaining({
        delivery: expect.objectContaining({
          subscription: 'send things',
          action: 'send',
          reference: undefined
        }) as unknown,
        ended: { kind: 'skipped', reason: 'there is nothing to send' },
        notes: ['There was no "things".']
      })
    ])
  })

  test('rejected, when its action refuses it', async () => {
    const { runner, ended } = startRunner()
    await runner.accept(eventOf('send', { id: 'a', refused: true }), 'x')
    expect(ended()).toEqual([{ of: 'x', kind: 'rejected', reason: 'One of the things is refused.', attempts: 0 }])
  })
})

test('every subscription that wants an event has an ending of its own', async () => {
  const { runner, told, finish } = startRunner()
  await runner.accept(eventOf('send twice', { id: 'a' }))
  await finish()
  expect(
    told.flatMap((event) => (event.kind === 'delivery-ended' ? [[event.delivery.action, event.ended.kind]] : []))
  ).toEqual([
    ['send', 'delivered'],
    ['sendAgain', 'delivered']
  ])
})

test('items of different actions share a request, in order', async () => {
  const { runner, transport, finish } = startRunner()
  await runner.accept(eventOf('send twice', { id: 'a' }, { id: 'b' }))
  await runner.accept(eventOf('send', { id: 'c' }))
  await finish()
  expect(transport.ids()).toEqual([['a', 'b', "a'", "b'", 'c']])
})

test('a delivery of many items ends once, when the last of them has', async () => {
  const { runner, clock, ended, finish, transport } = startRunner({
    plan: planAcme({ items: 2 }),
    answer: (_seen, index) => response(200, index === 1 ? { errors: [{ index: 0, reason: 'no c' }] } : {})
  })
  await runner.accept(eventOf('send', ...['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))), 'many')
  await clock.settle()
  expect(transport.seen).toHaveLength(2)
  expect(ended()).toEqual([])
  await finish()
  expect(ended()).toEqual([{ of: 'many', kind: 'rejected', status: 200, reason: 'no c', attempts: 1 }])
})

describe('an item larger than the vendor takes', () => {
  const plan = planAcme({ itemBytes: 50 })
  const large = { id: 'large', text: 'é'.repeat(30) }
  const bytes = Buffer.byteLength(JSON.stringify(large))
  const tooLarge = {
    kind: 'rejected',
    status: 413,
    reason: `The item has ${bytes} bytes; 50 is the most the destination takes. Map fewer properties.`
  }

  test('is rejected alone, before anything is sent', async () => {
    const { runner, transport, ended, finish } = startRunner({ plan })
    for (const thing of [{ id: 'a' }, large, { id: 'b' }]) await runner.accept(eventOf('send', thing), thing.id)
    await finish()
    expect(transport.ids()).toEqual([['a', 'b']])
    expect(ended()).toEqual([
      { of: 'large', ...tooLarge, attempts: 0 },
      { of: 'a', kind: 'delivered', status: 200, attempts: 1 },
      { of: 'b', kind: 'delivered', status: 200, attempts: 1 }
    ])
  })

  test('does not keep the others of its event from being sent', async () => {
    const { runner, transport, ended, finish } = startRunner({ plan })
    await runner.accept(eventOf('send', { id: 'a' }, large, { id: 'b' }), 'event')
    await finish()
    expect(transport.ids()).toEqual([['a', 'b']])
    expect(ended()).toEqual([{ of: 'event', ...tooLarge, attempts: 1 }])
  })

  test('may be the first that comes, and the next is sent all the same', async () => {
    const { runner, transport, ended, finish } = startRunner({ plan })
    await runner.accept(eventOf('send', large), 'large')
    await runner.accept(eventOf('send', { id: 'a' }), 'a')
    await finish()
    expect(transport.ids()).toEqual([['a']])
    expect(ended().map(({ of, kind }) => [of, kind])).toEqual([
      ['large', 'rejected'],
      ['a', 'delivered']
    ])
  })

  test('is one that has a byte more than the limit', async () => {
    const fitting = { id: 'x'.repeat(50 - JSON.stringify({ id: '' }).length) }
    const { runner, ended, finish } = startRunner({ plan })
    await runner.accept(eventOf('send', fitting), 'fits')
    await runner.accept(eventOf('send', { id: `${fitting.id}x` }), 'too large')
    await finish()
    expect(ended().map(({ of, kind }) => [of, kind])).toEqual([
      ['too large', 'rejected'],
      ['fits', 'delivered']
    ])
  })
})

test('finishing what never began is done at once', async () => {
  await expect(startRunner().runner.finish()).resolves.toBeUndefined()
})

describe('no reason tells a secret, not even when the vendor repeats it', () => {
  const echo = { message: `unknown key ${SECRET} in ${JSON.stringify({ apiKey: SECRET })}` }

  test.each([
    ['a refusal', () => response(401, echo)],
    ['an item error', () => response(200, { errors: [{ index: 0, reason: echo.message }] })],
    ['a retry that expires', () => response(500, echo)],
    ['a failure', () => failure(`No way to https://acme.example/?key=${encodeURIComponent(SECRET)}.`)]
  ])('in %s', async (_where, answer) => {
    const { runner, told, finish } = startRunner({ answer, retryForMilliseconds: 300 })
    await runner.accept(eventOf('send', { id: 'a' }))
    await finish()
    const reasons = told.flatMap((event) => {
      if (event.kind === 'request-retried') return [event.reason]
      return event.kind === 'delivery-ended' && event.ended.kind !== 'delivered' ? [event.ended.reason] : []
    })
    expect(reasons.length).toBeGreaterThan(0)
    for (const reason of reasons) {
      expect(reason).toContain('‹redacted›')
      expect(reason).not.toContain('s3cr3t')
    }
  })

  test('and the notes and the outcome beside the reason stay what they are', async () => {
    const { runner, told, ended, finish } = startRunner({ answer: () => response(401, echo) })
    await runner.accept(eventOf('send', { id: 'a' }), 'a')
    await finish()
    expect(ended()).toEqual([
      {
        of: 'a',
        kind: 'rejected',
        status: 401,
        reason: '401: unknown key ‹redacted› in {"apiKey":"‹redacted›"}',
        attempts: 1
      }
    ])
    expect(told.at(-1)).toMatchObject({ notes: [], delivery: { action: 'send' } })
  })
})
