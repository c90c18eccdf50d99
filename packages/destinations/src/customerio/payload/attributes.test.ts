import { storedAttributes } from './attributes'

function store(attributes: Record<string, unknown>): { stored: Record<string, unknown>; notes: string[] } {
  const notes: string[] = []
  const stored = storedAttributes(attributes, {
    convert: true,
    omit: new Set(['id']),
    note: (text) => notes.push(text)
  })
  return { stored, notes }
}

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
