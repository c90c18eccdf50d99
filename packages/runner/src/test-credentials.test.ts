import { planAcme, SECRET } from '../test/acme'
import { createFakeClock } from '../test/fake-clock'
import { createFakeTransport, failure, response } from '../test/fake-transport'
import { testCredentials } from './test-credentials'

async function answerTo(exchange: ReturnType<typeof response>, problem?: string) {
  const transport = createFakeTransport(createFakeClock(), () => exchange)
  return { problem: await testCredentials(planAcme({}, problem), transport), seen: transport.seen }
}

test('asks with the credentials, once, and finds nothing wrong', async () => {
  const { problem, seen } = await answerTo(response(200))
  expect(problem).toBeUndefined()
  expect(seen).toEqual([
    expect.objectContaining({
      request: {
        method: 'GET',
        url: 'https://acme.example/me',
        headers: { authorization: `Bearer ${SECRET}` },
        body: undefined
      },
      options: { timeoutSeconds: 10 }
    })
  ])
})

test.each([
  [response(299), 'the wrong region', 'the wrong region'],
  [response(200), `the key ${SECRET}`, 'the key ‹redacted›'],
  [response(401), undefined, 'Acme does not accept these credentials (The vendor answered 401.). Check the settings.'],
  [
    response(403, { message: `no ${SECRET}` }),
    'ignored',
    'Acme does not accept these credentials (403: no ‹redacted›). Check the settings.'
  ],
  [response(300), undefined, 'Acme could not check the credentials (The vendor answered 300.).'],
  [response(500, { error: 'broken' }), undefined, 'Acme could not check the credentials (500: broken).'],
  [failure(`No way to ${SECRET}.`), undefined, 'Acme cannot be reached. No way to ‹redacted›.']
])('says what is wrong without the secret: %#', async (exchange, problem, expected) => {
  expect((await answerTo(exchange, problem)).problem).toBe(expected)
})
