import type { Fields } from '../fields'
import { compileSchema } from '.'

/** Where the two runtimes answer differently on purpose: each test shows Segment's answer and ours. */

type Payload = Record<string, unknown>
interface TestDestination {
  readonly testAction: (action: string, input: object) => Promise<unknown>
  readonly testBatchAction: (action: string, input: object) => Promise<unknown>
}

interface ActionsCore {
  readonly createTestIntegration: (definition: object) => TestDestination
}

// Required by shape: its types do not know our read-only fields.
const { createTestIntegration } = jest.requireActual<ActionsCore>('@segment/actions-core')

const text = { label: 'Text', description: 'A text.', type: 'string' } as const
const number = { label: 'Number', description: 'A number.', type: 'number' } as const

let titles = 0

interface Delivery {
  readonly single: (payload: Payload) => Promise<unknown>
  readonly batch: (payload: Payload) => Promise<unknown>
}

/** Segment's runtime around an action that gives back the payload it receives. */
const deliverBySegment = (fields: Fields, title = `Action ${(titles += 1)}`): Delivery => {
  const received: unknown[] = []
  const definition = {
    name: 'Differences',
    mode: 'cloud',
    actions: {
      send: {
        title,
        description: 'Sends.',
        fields,
        perform: (_: unknown, { payload }: { payload: unknown }) => void received.push(payload),
        performBatch: (_: unknown, { payload }: { payload: readonly unknown[] }) => void received.push(...payload)
      }
    }
  }
  const destination = createTestIntegration(definition)
  const answer = (): unknown => received.pop() ?? 'rejected'
  return {
    single: async (payload) => {
      await destination
        .testAction('send', { event: { properties: payload }, mapping: asMapping(payload) })
        .catch(() => [])
      return answer()
    },
    batch: async (payload) => {
      await destination.testBatchAction('send', { events: [{ properties: payload }], mapping: asMapping(payload) })
      return answer()
    }
  }
}

const asMapping = (payload: Payload): Record<string, { '@path': string }> =>
  Object.fromEntries(Object.keys(payload).map((key) => [key, { '@path': `$.properties.${key}` }]))

const checkByUs = (fields: Fields, payload: Payload): unknown => {
  const checked = compileSchema(fields)(payload)
  return checked.ok ? checked.payload : 'rejected'
}

beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined)
})

it('checks a payload against the fields of its own action, not of another with the same title', async () => {
  const first: Fields = { name: { ...text, required: true } }
  const second: Fields = { amount: { ...number, required: true } }
  const payload = { amount: '3' }

  expect(await deliverBySegment(first, 'Same Title').single(payload)).toBe('rejected')
  expect(await deliverBySegment(second, 'Same Title').single(payload)).toBe('rejected')

  expect(checkByUs(first, payload)).toBe('rejected')
  expect(checkByUs(second, payload)).toEqual({ amount: 3 })
})

it('removes empty strings at the root, in a batch as for a single event', async () => {
  const fields: Fields = { name: text, city: text }
  const payload = { name: '', city: 'Oslo' }
  const delivery = deliverBySegment(fields)

  expect(await delivery.single(payload)).toEqual({ city: 'Oslo' })
  expect(await delivery.batch(payload)).toEqual({ name: '', city: 'Oslo' })

  expect(checkByUs(fields, payload)).toEqual({ city: 'Oslo' })
})

it('leaves a bad optional value out instead of losing the event', async () => {
  const fields: Fields = { name: text, email: { ...text, format: 'email' } }
  const payload = { name: 'Ada', email: 'unknown' }

  expect(await deliverBySegment(fields).single(payload)).toBe('rejected')
  expect(checkByUs(fields, payload)).toEqual({ name: 'Ada' })
})

it('keeps a value while asking whether it is missing', async () => {
  const fields: Fields = {
    score: { ...number, allowNull: true },
    name: { ...text, required: { conditions: [{ fieldKey: 'score', operator: 'is' }] } }
  }
  const payload = { score: 0, name: 'Ada' }

  expect(await deliverBySegment(fields).single(payload)).toEqual({ score: null, name: 'Ada' })
  expect(checkByUs(fields, payload)).toEqual({ score: 0, name: 'Ada' })
  // Both take the 0 for missing.
  expect(await deliverBySegment(fields).single({ score: 0 })).toBe('rejected')
  expect(checkByUs(fields, { score: 0 })).toBe('rejected')
})

it('finds a nested field that is required under several conditions', async () => {
  const isBlue = { fieldKey: 'colour', operator: 'is', value: 'blue' } as const
  const isLarge = { fieldKey: 'size', operator: 'is', value: 'large' } as const
  const fields: Fields = {
    colour: text,
    size: text,
    address: {
      label: 'Address',
      description: 'An address.',
      type: 'object',
      properties: { city: { ...text, required: { conditions: [isBlue, isLarge] } } }
    }
  }
  const payload = { colour: 'blue', size: 'large', address: { city: 'Oslo' } }

  expect(await deliverBySegment(fields).single(payload)).toBe('rejected')
  expect(checkByUs(fields, payload)).toEqual(payload)
  expect(checkByUs(fields, { ...payload, address: {} })).toBe('rejected')
})

it('takes no string for a number that JSON cannot carry', async () => {
  const fields: Fields = { name: text, amount: number }
  const payload = { name: 'Ada', amount: '1e999' }

  expect(await deliverBySegment(fields).single(payload)).toEqual({ name: 'Ada', amount: Infinity })
  expect(checkByUs(fields, payload)).toEqual({ name: 'Ada' })
})
