import { convertDates, storedAttributes } from './attributes'

function store(attributes: Record<string, unknown>): { stored: Record<string, unknown>; notes: string[] } {
  const notes: string[] = []
  const stored = storedAttributes(attributes, {
    convert: true,
    omit: new Set(['id']),
    note: (text) => notes.push(text)
  })
  return { stored, notes }
}

describe('convertDates', () => {
  test('returns what holds no date as it is', () => {
    const value = { name: 'Ada', tags: ['a', { b: 1 }], none: null }
    expect(convertDates(value)).toBe(value)
  })

  test('copies only along the way to a date', () => {
    const kept = { b: 1 }
    const value = { kept, since: '2020-01-01' }
    expect(convertDates(value)).toEqual({ kept, since: 1577836800 })
    expect((convertDates(value) as { kept: unknown }).kept).toBe(kept)
    expect(value.since).toBe('2020-01-01')
  })

  test.each(['id', 'order_id', 'orderId', 'name', 'first_name', 'productIds', 'external_ids'])(
    'leaves %s alone',
    (key) => {
      expect(convertDates({ [key]: '2020-01-01' })).toEqual({ [key]: '2020-01-01' })
    }
  )

  test.each(['paid', 'candid', 'updated_at', 'renamed'])('does not take %s for an identifier', (key) => {
    expect(convertDates({ [key]: '2020-01-01' })).toEqual({ [key]: 1577836800 })
  })
})

describe('storedAttributes', () => {
  test('leaves out what Customer.io could not hold, with a note that names it and not its value', () => {
    const { stored, notes } = store({
      id: 1,
      long: 'ä'.repeat(501),
      nested: { text: 'x'.repeat(1000) },
      fine: 'ä'.repeat(500)
    })
    expect(Object.keys(stored)).toEqual(['fine'])
    expect(notes).toEqual([
      'The attribute "long" was left out: its value is longer than 1000 bytes.',
      'The attribute "nested" was left out: its value is longer than 1000 bytes.'
    ])
  })

  test('leaves out a name of more than 150 bytes', () => {
    const { stored, notes } = store({ ['ä'.repeat(76)]: 1, ['ä'.repeat(75)]: 2 })
    expect(Object.values(stored)).toEqual([2])
    expect(notes).toHaveLength(1)
  })

  test('takes the first 300 attributes', () => {
    const { stored, notes } = store(Object.fromEntries(Array.from({ length: 305 }, (_, index) => [`a${index}`, index])))
    expect(Object.keys(stored)).toHaveLength(300)
    expect(notes).toEqual([expect.stringContaining('first 300')])
  })

  test('keeps null and empty texts, which remove an attribute', () => {
    expect(store({ plan: null, city: '' }).stored).toEqual({ plan: null, city: '' })
  })
})
