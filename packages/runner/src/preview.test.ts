import { planAcme } from '../test/acme'
import { eventBy } from '../test/start-engine'
import { createPreview } from './preview'

function setUp(limits: Parameters<typeof planAcme>[0] = {}) {
  const seen: string[] = []
  const preview = createPreview({
    plan: planAcme(limits),
    request: ({ request, deliveries }) => {
      const { things } = JSON.parse(request.body ?? '') as { readonly things: readonly { readonly id: string }[] }
      seen.push(`${request.url} ${things.map(({ id }) => id).join(',')} of ${deliveries.map(({ id }) => id).join(',')}`)
    },
    ended: ({ delivery, ended }) =>
      seen.push(`${delivery.id} ${ended.kind}${'reason' in ended ? `: ${ended.reason}` : ''}`)
  })
  return { preview, seen }
}

test('makes the requests that sending would make, in order and as full as they may be', () => {
  const { preview, seen } = setUp({ items: 3 })
  preview.accept(eventBy('ada', 'send', 'a', 'b'), '1')
  preview.accept(eventBy('bob', 'send twice', 'c'), '2')
  preview.accept(eventBy('ada', 'sendElsewhere', 'd'), '3')
  expect(seen).toEqual(['https://acme.example/main a,b,c of 1,1,2', '1 delivered'])
  preview.finish()
  expect(seen.slice(2)).toEqual([
    "https://acme.example/main c' of 2",
    '2 delivered',
    '2 delivered',
    'https://acme.example/other d of 3',
    '3 delivered'
  ])
})

test('items of one user stay in their order, however many there are', () => {
  const { preview, seen } = setUp({ items: 50 })
  for (let event = 0; event < 45; event++) preview.accept(eventBy('ada', 'send', `a${event}`), `${event}`)
  preview.accept(eventBy('bob', 'send', 'b'), '45')
  preview.finish()
  const ids = Array.from({ length: 45 }, (_, event) => `a${event}`)
  expect(seen[0]).toContain(` ${ids.join(',')},b of `)
})

test('tells at once what makes no request, and why', () => {
  const { preview, seen } = setUp({ itemBytes: 30 })
  preview.accept(eventBy('ada', 'nothing', 'a'), '1')
  preview.accept(eventBy('ada', 'send'), '2')
  preview.accept(eventBy('ada', 'send', 'a'.repeat(30)), '3')
  expect(seen).toEqual([
    '1 skipped: no subscription matches',
    '2 skipped: there is nothing to send',
    '3 rejected: The item has 52 bytes; 30 is the most the destination takes. Map fewer properties.'
  ])
})

test('tells at once what makes no request of an event that otherwise makes one', () => {
  const { preview, seen } = setUp({ itemBytes: 23 })
  preview.accept(eventBy('ada', 'send twice', 'a'), '1')
  expect(seen).toEqual([expect.stringContaining('1 rejected: The item has')])
  preview.finish()
  expect(seen.slice(1)).toEqual([expect.stringContaining('main a of 1'), '1 delivered'])
})

test('of items that no request can be made of, the one to blame ends alone', () => {
  const { preview, seen } = setUp()
  for (const [index, id] of ['a', 'cursed', 'c'].entries())
    preview.accept(eventBy('ada', 'sendToBroken', id), `${index}`)
  preview.finish()
  expect(seen.filter((line) => line.startsWith('https'))).toEqual([
    'https://acme.example/broken a of 0',
    'https://acme.example/broken c of 2'
  ])
  expect(seen).toContainEqual(expect.stringContaining('1 rejected: No request can be made of this item (RangeError)'))
})

test('items of different routes get requests of their own', () => {
  const { preview, seen } = setUp()
  for (const user of ['ada', 'bob', 'ada']) preview.accept(eventBy(user, 'sendToList', user), user)
  preview.finish()
  expect(seen.filter((line) => line.startsWith('https'))).toEqual([
    'https://acme.example/lists/ada ada,ada of ada,ada',
    'https://acme.example/lists/bob bob of bob'
  ])
})
