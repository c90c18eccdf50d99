import { SECRET } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { REFUSED, response } from '../../../runner/test/vendor'
import { startCore } from '../../../server/test/start-core'
import type { TestCoreOptions } from '../../../server/test/start-core'
import { createTestTerminal } from '../test-terminal'
import { createNotes } from './create-notes'

async function start(options: TestCoreOptions = {}) {
  const { terminal, written } = createTestTerminal()
  const test = await startCore({ ...options, parts: [createNotes(terminal)] })
  return { ...test, lines: () => written.err.split('\n').slice(0, -1) }
}

test('what is turned away is one line a minute, however many calls there are', async () => {
  const test = await start()
  for (let waiting = 1; waiting <= 100; waiting++) {
    const reason = `${waiting} messages wait.`
    test.tell({ kind: 'accepting-refused', source: 'website', reason, events: 2 })
  }
  expect(test.lines()).toEqual([])
  await test.clock.advance(60_000)
  expect(test.lines()).toEqual([
    'Events were turned away; their senders are told to come back. In the last minute: website 200. 100 messages wait.'
  ])
})

test('what ends badly is told, set aside or not, and what is gathered at the end as well', async () => {
  const test = await start()
  const rejected = { ...eventBy('ada', 'send'), properties: { things: [{ id: '1', refused: true }] } }
  await test.accept(rejected, eventBy('bob', 'send', `2${REFUSED}`))
  await test.finish()
  await test.close()
  expect(test.lines()).toEqual([
    expect.stringMatching(/^Deliveries were rejected before sending.* In the last minute: acme 1\.$/),
    expect.stringMatching(/^Deliveries were set aside.* In the last minute: acme 1\.$/)
  ])
})

test('a fault of the service is told by its kind, and nothing it quotes', async () => {
  const test = await start()
  test.tell({ kind: 'request-failed', route: '/v1/track', error: new TypeError('of ada@example.com') })
  expect(test.lines()).toEqual([expect.stringMatching(/^\/v1\/track could not be answered \(TypeError\): a fault/)])
  expect(test.lines().join('')).not.toContain('ada')
})

test('a vendor that refuses everything is told without its words, which may name a user', async () => {
  const refused = response(401, { message: `${SECRET} is no key; person ada@example.com` })
  const test = await start({ transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(refused) }) })
  await test.accept(eventBy('ada@example.com', 'send', '1'))
  await test.clock.advance(1000)
  expect(test.lines()).toEqual([
    'acme/send pauses and keeps its events, since everything is answered 401; "actions-cli status" has the vendor\'s words.'
  ])
})
