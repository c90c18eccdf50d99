import { defineEndpoint, defineSettings } from '../definition'
import type { AnyEndpoint, ItemError } from '../definition'
import type { Exchange } from '../http'
import { judge, vendorReason } from './judge'

const settings = defineSettings({})

const endpointOf = (functions: Pick<AnyEndpoint, 'itemErrors' | 'reason'> = {}): AnyEndpoint =>
  defineEndpoint(settings, {
    docs: 'https://acme.example/docs',
    request: () => ({ method: 'POST', url: 'https://acme.example' }),
    limits: {},
    ...functions
  })

const naming = (...errors: readonly ItemError[]): AnyEndpoint => endpointOf({ itemErrors: () => errors })

const answer = (status: number, body: unknown = {}): Exchange => ({
  kind: 'response',
  response: { status, headers: {}, body }
})

const items = (...slots: readonly (string | undefined)[]) => slots.map((slot) => ({ slot }))
const three = items(undefined, undefined, undefined)

const TRAVELLED = 'travelled with an item the vendor refused'

describe('judge', () => {
  test('no answer: everything is tried again, without a status', () => {
    const exchange: Exchange = { kind: 'failure', failure: 'timeout', message: 'No answer within 10 seconds.' }
    expect(judge(naming({ index: 0, reason: 'x' }), exchange, three)).toEqual({
      kind: 'each',
      outcomes: three.map(() => ({ kind: 'retry', reason: 'No answer within 10 seconds.' }))
    })
  })

  test('a success without named items: everything is delivered', () => {
    expect(judge(endpointOf(), answer(202), three)).toEqual({
      kind: 'each',
      outcomes: three.map(() => ({ kind: 'delivered', status: 202 }))
    })
  })

  test('a success with named items: these are rejected, the others are delivered', () => {
    expect(judge(naming({ index: 1, reason: 'no' }), answer(201), three)).toEqual({
      kind: 'each',
      outcomes: [
        { kind: 'delivered', status: 201 },
        { kind: 'rejected', status: 201, reason: 'no' },
        { kind: 'delivered', status: 201 }
      ]
    })
  })

  test('a success with an error that names no item: an item that travelled alone is rejected', () => {
    const endpoint = naming({ reason: 'no' })
    expect(judge(endpoint, answer(200), items('events'))).toEqual({
      kind: 'each',
      outcomes: [{ kind: 'rejected', status: 200, reason: 'no' }]
    })
    expect(judge(endpoint, answer(200), three)).toEqual({
      kind: 'each',
      outcomes: three.map(() => ({ kind: 'delivered', status: 200 }))
    })
    expect(judge(endpoint, answer(400), three)).toEqual({
      kind: 'refused-whole',
      status: 400,
      reason: 'The vendor answered 400.'
    })
  })

  test('the vendor may count inside a slot', () => {
    const sent = items('events', 'people', 'events', 'people', 'events')
    const verdict = judge(
      naming(
        { slot: 'events', index: 1, reason: 'second event' },
        { slot: 'people', index: 0, reason: 'first person' }
      ),
      answer(200),
      sent
    )
    expect(verdict).toEqual({
      kind: 'each',
      outcomes: [
        { kind: 'delivered', status: 200 },
        { kind: 'rejected', status: 200, reason: 'first person' },
        { kind: 'rejected', status: 200, reason: 'second event' },
        { kind: 'delivered', status: 200 },
        { kind: 'delivered', status: 200 }
      ]
    })
  })

  test('without a slot it counts in the request', () => {
    const verdict = judge(naming({ index: 2, reason: 'third' }), answer(200), items('a', 'b', 'b'))
    expect(verdict.kind === 'each' && verdict.outcomes.map(({ kind }) => kind)).toEqual([
      'delivered',
      'delivered',
      'rejected'
    ])
  })

  test.each([3, -1, 0.5, NaN, 1e9])('an index that no item has (%d) is ignored', (index) => {
    expect(judge(naming({ index, reason: 'x' }), answer(200), three)).toEqual(judge(endpointOf(), answer(200), three))
  })

  test('a slot that no item has is ignored', () => {
    const verdict = judge(naming({ slot: 'other', index: 0, reason: 'x' }), answer(200), items('a'))
    expect(verdict).toEqual({ kind: 'each', outcomes: [{ kind: 'delivered', status: 200 }] })
  })

  test('of several words about one item the first count', () => {
    const verdict = judge(naming({ index: 0, reason: 'first' }, { index: 0, reason: 'second' }), answer(200), three)
    expect(verdict).toMatchObject({ outcomes: [{ reason: 'first' }, { kind: 'delivered' }, { kind: 'delivered' }] })
  })

  test.each([200, 400])('%i naming an item that may heal: that one is tried again', (status) => {
    const verdict = judge(naming({ index: 1, reason: 'not yet', mayHeal: true }), answer(status), three)
    expect(verdict).toMatchObject({ outcomes: [{}, { kind: 'retry', status, reason: 'not yet' }, {}] })
    expect(judge(naming({ index: 1, reason: 'no', mayHeal: false }), answer(status), three)).toMatchObject({
      outcomes: [{}, { kind: 'rejected', status, reason: 'no' }, {}]
    })
  })

  test('a refusal that names items: these are rejected, the others travel again', () => {
    for (const status of [400, 401, 422]) {
      expect(judge(naming({ index: 0, reason: 'no' }), answer(status), three)).toEqual({
        kind: 'each',
        outcomes: [
          { kind: 'rejected', status, reason: 'no' },
          { kind: 'retry', status, reason: TRAVELLED },
          { kind: 'retry', status, reason: TRAVELLED }
        ]
      })
    }
  })

  test('a refusal that names only items that were not sent names none', () => {
    expect(judge(naming({ index: 7, reason: 'no' }), answer(400), three).kind).toBe('refused-whole')
  })

  test.each([400, 413, 422])('%i for several items without naming one is a refusal of the whole', (status) => {
    expect(judge(endpointOf(), answer(status, { message: 'bad' }), three)).toEqual({
      kind: 'refused-whole',
      status,
      reason: `${status}: bad`
    })
  })

  test.each([400, 413, 422])('%i for a single item rejects it', (status) => {
    expect(judge(endpointOf(), answer(status, { message: 'bad' }), items(undefined))).toEqual({
      kind: 'each',
      outcomes: [{ kind: 'rejected', status, reason: `${status}: bad` }]
    })
  })

  test.each([302, 401, 403, 404, 409, 501])('%i rejects everything: no smaller part would fare better', (status) => {
    expect(judge(endpointOf(), answer(status), three)).toEqual({
      kind: 'each',
      outcomes: three.map(() => ({ kind: 'rejected', status, reason: `The vendor answered ${status}.` }))
    })
  })

  test.each([408, 423, 429, 500, 503])('%i tries everything again, whatever it names', (status) => {
    expect(judge(naming({ index: 0, reason: 'no' }), answer(status, { error: 'later' }), three)).toEqual({
      kind: 'each',
      outcomes: three.map(() => ({ kind: 'retry', status, reason: `${status}: later` }))
    })
  })

  test.each([[undefined], ['{"err'], [[]], [null]])(
    'a 207 whose body is %j does not say who was refused, so everything is tried again',
    (body) => {
      const exchange: Exchange = { kind: 'response', response: { status: 207, headers: {}, body } }
      expect(judge(naming({ index: 0, reason: 'no' }), exchange, three)).toEqual({
        kind: 'each',
        outcomes: three.map(() => ({
          kind: 'retry',
          status: 207,
          reason: 'The answer for each item cannot be read.'
        }))
      })
    }
  )

  test('a 200 whose body cannot be read is a success', () => {
    expect(judge(endpointOf(), answer(200, '<html>'), items(undefined))).toEqual({
      kind: 'each',
      outcomes: [{ kind: 'delivered', status: 200 }]
    })
  })

  test('the words about an item are cut, too', () => {
    const verdict = judge(naming({ index: 0, reason: 'word '.repeat(9999) }), answer(200), items(undefined))
    expect(verdict).toMatchObject({ outcomes: [{ reason: 'word '.repeat(800).trimEnd() }] })
  })
})

describe('a definition that stumbles over an answer', () => {
  const stumbling = endpointOf({
    itemErrors: () => {
      throw new TypeError('the answer about ada@example.com')
    },
    reason: () => {
      throw new TypeError('the answer about ada@example.com')
    }
  })

  test('leaves to a person what became of the items of a success, and quotes nothing', () => {
    expect(judge(stumbling, answer(200), items(undefined))).toEqual({
      kind: 'each',
      outcomes: [
        {
          kind: 'rejected',
          status: 200,
          reason: "The vendor's answer was misread (TypeError): a fault of the definition, please report it."
        }
      ]
    })
  })

  test('is judged by the status of a refusal alone', () => {
    expect(judge(stumbling, answer(400, { message: 'bad' }), three)).toEqual({
      kind: 'refused-whole',
      status: 400,
      reason: '400: bad'
    })
    expect(judge(stumbling, answer(503), items(undefined))).toEqual({
      kind: 'each',
      outcomes: [{ kind: 'retry', status: 503, reason: 'The vendor answered 503.' }]
    })
  })
})

const reasonOf = (body: unknown, endpoint: Pick<AnyEndpoint, 'reason'> = {}): string =>
  vendorReason(endpoint, { status: 400, headers: {}, body })

describe('vendorReason', () => {
  test.each([
    [{ message: 'm', error: 'e', reason: 'r' }, '400: m'],
    [{ error: 'e', reason: 'r' }, '400: e'],
    [{ reason: 'r' }, '400: r'],
    [{ message: { text: 'm' }, error: 'e' }, '400: e'],
    [{ message: '  m\n' }, '400: m'],
    [{ message: ' ' }, 'The vendor answered 400.'],
    [{ other: 'o' }, 'The vendor answered 400.'],
    [{}, 'The vendor answered 400.'],
    [undefined, 'The vendor answered 400.'],
    [null, 'The vendor answered 400.'],
    [['message'], 'The vendor answered 400.'],
    ['<html>', 'The vendor answered 400.']
  ])('%j is told as %j', (body, reason) => {
    expect(reasonOf(body)).toBe(reason)
  })

  test('the words an endpoint finds come first, and what is common where it finds none', () => {
    expect(reasonOf({ message: 'm' }, { reason: ({ status }) => `own ${status}` })).toBe('400: own 400')
    expect(reasonOf({ message: 'm' }, { reason: () => undefined })).toBe('400: m')
  })

  test('is cut where no word, which may be a secret, is cut in two', () => {
    expect(reasonOf({ message: `${'x'.repeat(3990)} secret` })).toBe(`400: ${'x'.repeat(3990)} secret`)
    expect(reasonOf({ message: `${'x'.repeat(3990)} secret-secret` })).toBe(`400: ${'x'.repeat(3990)}`)
    expect(reasonOf({ message: `${'x'.repeat(4000)} secret` })).toBe(`400: ${'x'.repeat(4000)}`)
    expect(reasonOf({ message: 'x'.repeat(4001) })).toBe('400: The vendor said more than can be shown.')
  })
})
