import { eventOf, planAcme } from '../test/acme'
import type { Thing } from '../test/acme'
import { response } from '../test/fake-transport'
import { startRunner } from '../test/start-runner'

const range = (count: number): readonly Thing[] => Array.from({ length: count }, (_, id) => ({ id }))

/** Whether each promise has settled by now. */
async function settled(promises: readonly Promise<void>[], settle: () => Promise<void>): Promise<readonly boolean[]> {
  const done = promises.map(() => false)
  promises.forEach((promise, index) => {
    void promise.then(() => {
      done[index] = true
    })
  })
  await settle()
  return done
}

describe('a request goes out', () => {
  test('at once when it is full', async () => {
    const { runner, clock, transport, finish } = startRunner({ plan: planAcme({ items: 3 }) })
    await runner.accept(eventOf('send', ...range(7)))
    await clock.settle()
    expect(transport.ids()).toEqual([
      [0, 1, 2],
      [3, 4, 5]
    ])
    await finish()
    expect(transport.ids()[2]).toEqual([6])
    expect(transport.seen.map(({ at }) => at)).toEqual([clock.now(), clock.now(), clock.now()])
  })

  test('when its first item has lingered long enough, with all that came meanwhile', async () => {
    const { runner, clock, transport } = startRunner({ lingerMilliseconds: 100 })
    await runner.accept(eventOf('send', { id: 'a' }))
    await clock.advance(60)
    await runner.accept(eventOf('send', { id: 'b' }))
    await clock.advance(39)
    expect(transport.ids()).toEqual([])
    await clock.advance(1)
    expect(transport.ids()).toEqual([['a', 'b']])
  })

  test('after a fifth of a second, if nothing else is said', async () => {
    const { runner, clock } = startRunner()
    await runner.accept(eventOf('send', { id: 'a' }))
    expect(clock.waits()).toEqual([200])
  })

  test('at once when the lingering items become enough', async () => {
    const { runner, clock, transport } = startRunner({ plan: planAcme({ items: 2 }) })
    await runner.accept(eventOf('send', { id: 'a' }))
    await clock.settle()
    expect(transport.ids()).toEqual([])
    await runner.accept(eventOf('send', { id: 'b' }))
    await clock.settle()
    expect(transport.ids()).toEqual([['a', 'b']])
    expect(clock.waits()).toEqual([])
  })

  test('at once when the lingering items become many bytes', async () => {
    const { runner, clock, transport } = startRunner({ plan: planAcme({ bytes: 3000 }) })
    await runner.accept(eventOf('send', { id: 'a', text: 'x'.repeat(1450) }))
    await clock.settle()
    expect(transport.ids()).toEqual([])
    await runner.accept(eventOf('send', { id: 'b', text: 'x'.repeat(1600) }))
    await clock.settle()
    expect(transport.ids()).toEqual([['a']])
  })

  test('without lingering again for items that already waited while another was under way', async () => {
    let answer: (() => void) | undefined
    const { runner, clock, transport } = startRunner({
      answer: () => new Promise((resolve) => (answer = () => resolve(response(200)))),
      lingerMilliseconds: 100
    })
    await runner.accept(eventOf('send', { id: 'a' }))
    await clock.advance(100)
    await runner.accept(eventOf('send', { id: 'b' }))
    await clock.advance(70)
    answer?.()
    await clock.settle()
    expect(clock.waits()).toEqual([30])
    await clock.advance(30)
    await runner.accept(eventOf('send', { id: 'c' }))
    await clock.advance(5000)
    answer?.()
    await clock.settle()
    expect(transport.ids()).toEqual([['a'], ['b'], ['c']])
  })

  test('at once when the runner finishes, full or not', async () => {
    const { runner, clock, transport } = startRunner()
    await runner.accept(eventOf('send', { id: 'a' }))
    const finished = runner.finish()
    await clock.settle()
    expect(transport.ids()).toEqual([['a']])
    await finished
    await runner.accept(eventOf('send', { id: 'b' }))
    await clock.settle()
    expect(transport.ids()).toEqual([['a'], ['b']])
  })

  test('one at a time', async () => {
    const { runner, clock, transport } = startRunner({
      plan: planAcme({ items: 1 }),
      answer: () => new Promise(() => undefined)
    })
    await runner.accept(eventOf('send', ...range(3)))
    await clock.advance(10_000)
    expect(transport.ids()).toEqual([[0]])
  })

  test('to one route at a time, in the order of the items', async () => {
    const { runner, transport, finish } = startRunner()
    const things = ['a', 'b/c', 'b/c', 'a'].map((list, id) => ({ id, list }))
    await runner.accept(eventOf('sendToList', ...things))
    await finish()
    expect(transport.seen.map(({ request: { url }, ids }) => [url, ids])).toEqual([
      ['https://acme.example/lists/a', [0]],
      ['https://acme.example/lists/b%2Fc', [1, 2]],
      ['https://acme.example/lists/a', [3]]
    ])
  })

  test('never with more bytes than the limit', async () => {
    const { runner, transport, finish } = startRunner({ plan: planAcme({ bytes: 3000 }) })
    await runner.accept(eventOf('send', ...range(30).map((thing) => ({ ...thing, text: 'é'.repeat(100) }))))
    await finish()
    expect(transport.ids().flat()).toEqual(range(30).map(({ id }) => id))
    expect(transport.seen.length).toBeGreaterThan(2)
    for (const { request } of transport.seen) expect(Buffer.byteLength(request.body ?? '')).toBeLessThanOrEqual(3000)
  })
})

test('one door that does not answer holds up no other', async () => {
  const { runner, clock, transport } = startRunner({
    answer: ({ request }) => (request.url.endsWith('/main') ? new Promise(() => undefined) : response(200))
  })
  await runner.accept(eventOf('send', { id: 'a' }))
  await runner.accept(eventOf('sendElsewhere', { id: 'b' }))
  await clock.advance(200)
  await runner.accept(eventOf('sendElsewhere', { id: 'c' }))
  await clock.advance(200)
  expect(transport.seen.map(({ request: { url }, ids }) => [url.slice(-5), ids])).toEqual([
    ['/main', ['a']],
    ['other', ['b']],
    ['other', ['c']]
  ])
})

test('each door gives the vendor as long as it declares', async () => {
  const { runner, transport, finish } = startRunner()
  await runner.accept(eventOf('send', { id: 'a' }))
  await runner.accept(eventOf('sendElsewhere', { id: 'b' }))
  await finish()
  expect(transport.seen.map(({ options }) => options)).toEqual([{ timeoutSeconds: 10 }, { timeoutSeconds: 3 }])
})

test('the declared rate is kept, and can be set lower', async () => {
  const plan = planAcme({ items: 1, rate: { requests: 2, perSeconds: 10 } })
  const times = async (requestsPerWindow?: number) => {
    const started = startRunner({ plan, ...(requestsPerWindow && { requestsPerWindow }) })
    const begin = started.clock.now()
    await started.runner.accept(eventOf('send', ...range(5)))
    await started.finish()
    return started.transport.seen.map(({ at }) => at - begin)
  }
  expect(await times()).toEqual([0, 0, 10_000, 10_000, 20_000])
  expect(await times(1)).toEqual([0, 10_000, 20_000, 30_000, 40_000])
})

describe('a full lane takes no more', () => {
  test('until so much has left that there is room', async () => {
    const gate = new AbortController()
    const { runner, clock, finish, ended } = startRunner({
      plan: planAcme({ items: 100 }),
      answer: async () => {
        await clock.wait(60_000, gate.signal)
        return response(200)
      }
    })
    await runner.accept(eventOf('send', ...range(5099)), 'fits')
    const accepts = [
      runner.accept(eventOf('send', { id: 'x' }), 'one too many'),
      runner.accept(eventOf('send', { id: 'y' }), 'more')
    ]
    expect(await settled(accepts, clock.settle)).toEqual([false, false])
    gate.abort()
    await clock.runUntil(Promise.all(accepts))
    await finish()
    expect(ended().map(({ of }) => of)).toEqual(['fits', 'one too many', 'more'])
  })

  test('and waking is not for all when one request has left, but for when there is room', async () => {
    const answers: (() => void)[] = []
    const { runner, clock } = startRunner({
      plan: planAcme({ items: 100 }),
      answer: () => new Promise((resolve) => answers.push(() => resolve(response(200))))
    })
    const accepts = [1, 2, 3].map(() => runner.accept(eventOf('send', ...range(5000))))
    const done = await settled(accepts, clock.settle)
    const release = async (count: number) => {
      for (let released = 0; released < count; released++) {
        answers.shift()?.()
        await clock.settle()
      }
    }
    // Taken in: 15000; each request takes 100, the first one already has.
    await release(99)
    expect(done).toEqual([true, false, false])
    await release(1)
    expect(await settled(accepts, clock.settle)).toEqual([true, true, true])
    const finished = runner.finish()
    await release(200)
    await finished
    expect(answers).toEqual([])
  })

  test('in bytes too', async () => {
    const { runner, clock } = startRunner({
      plan: planAcme({ items: 1 }),
      answer: () => new Promise(() => undefined)
    })
    const text = 'x'.repeat(999_900)
    // The first is under way; four wait.
    await runner.accept(eventOf('send', ...range(5).map((thing) => ({ ...thing, text }))))
    const more = [runner.accept(eventOf('send', { id: 'x', text: 'x'.repeat(1000) }))]
    expect(await settled(more, clock.settle)).toEqual([false])
  })

  test('and whoever accepts without waiting keeps the order all the same', async () => {
    const { runner, clock, transport, finish } = startRunner({ plan: planAcme({ items: 1000 }) })
    const accepts = [
      runner.accept(eventOf('send', ...range(6000))),
      runner.accept(eventOf('send twice', { id: 'a' })),
      runner.accept(eventOf('send twice', { id: 'b' }))
    ]
    await clock.runUntil(Promise.all(accepts))
    await finish()
    expect(transport.ids().flat().slice(6000)).toEqual(['a', "a'", 'b', "b'"])
  })
})
