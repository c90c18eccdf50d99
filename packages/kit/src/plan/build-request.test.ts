import { acme, planOf, SETTINGS, track } from '../../test/acme'
import { RawJson } from '../http'
import { buildRequest, encodeRequest } from '.'

const { settings } = planOf()
const endpoint = planOf().subscriptions[0]?.subscription.action.endpoint
if (endpoint === undefined) throw new Error('Acme has no actions.')

const item = (slot: string | undefined, text: string) => ({ slot, route: undefined, body: new RawJson(text) })

describe('buildRequest', () => {
  test('sorts items into their slots, each in order, and leaves slots without items out', () => {
    const items = [item('events', '1'), item('people', '2'), item('events', '3')]
    const request = buildRequest(endpoint, settings, items)
    expect(request).toEqual({
      method: 'POST',
      url: 'https://us.acme.example/batch',
      headers: { 'x-acme-version': '2' },
      json: { events: [items[0]?.body, items[2]?.body], people: [items[1]?.body] }
    })
    expect(buildRequest(endpoint, settings, [item('people', '2')]).json).toEqual({ people: [new RawJson('2')] })
  })

  test('gives an endpoint without slots all items in order, without credentials', () => {
    const seen: unknown[] = []
    const plain = {
      docs: 'https://acme.example',
      request: (input: unknown) => {
        seen.push(input)
        return { method: 'GET' as const, url: 'https://acme.example' }
      },
      limits: {}
    }
    const items = [item(undefined, '1'), item(undefined, '2')]
    buildRequest(plain, settings, items)
    expect(seen).toEqual([{ settings, items: items.map(({ body }) => body), slots: {}, route: {} }])
  })
})

describe('encodeRequest', () => {
  const authorization = `Basic ${Buffer.from(`${SETTINGS.account}:${SETTINGS.apiKey}`).toString('base64')}`

  test('adds credentials and writes the body, items as the text they are', () => {
    const request = buildRequest(endpoint, settings, [item('events', '{"price": 1.0}')])
    expect(encodeRequest(acme, settings, request)).toEqual({
      method: 'POST',
      url: 'https://us.acme.example/batch',
      headers: { 'content-type': 'application/json', authorization, 'x-acme-version': '2' },
      body: '{"events":[{"price": 1.0}]}'
    })
  })

  test('a request without a body names no content type', () => {
    expect(encodeRequest(acme, settings, { method: 'GET', url: 'https://acme.example' })).toEqual({
      method: 'GET',
      url: 'https://acme.example',
      headers: { authorization },
      body: undefined
    })
  })

  test('the headers of a request win over those all requests carry', () => {
    const headers = { 'content-type': 'application/x-ndjson', authorization: 'Bearer other' }
    const encoded = encodeRequest(acme, settings, { method: 'POST', url: 'https://acme.example', headers, json: null })
    expect(encoded).toMatchObject({ headers, body: 'null' })
  })
})

test('a planned event becomes the same request however often it is built', () => {
  const [planned] = planOf().plan(track('Signed Up', { amount: 1.5 }))
  const items = planned?.kind === 'items' ? planned.items : []
  const build = () => encodeRequest(acme, settings, buildRequest(endpoint, settings, items))
  expect(build()).toEqual(build())
  expect(build().body).toBe('{"events":[{"user":"u1","name":"Signed Up","copy":0,"amount":1.5,"region":"us"}]}')
})
