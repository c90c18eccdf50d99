import { normalizeKey, normalizeRecord } from './normalize-key'

test.each([
  ['My Attribute', 'my_attribute'],
  ['  First   Name ', 'first_name'],
  ['\tCity\n', 'city'],
  ['a \t b', 'a_b'],
  ['firstName', 'firstname'],
  ['plan-type', 'plan-type'],
  ['ÉTÉ', 'été'],
  ['  ', '']
])('%j becomes %j', (key, normalized) => {
  expect(normalizeKey(key)).toBe(normalized)
})

test('names are normalized at every level, values are not', () => {
  const record = normalizeRecord({
    'Home Address': { 'Zip Code': 'A 1', 'Phone Numbers': [{ 'Area Code': 1 }, 'B C'] }
  })
  expect(record).toEqual({ home_address: { zip_code: 'A 1', phone_numbers: [{ area_code: 1 }, 'B C'] } })
})

test('of names that become the same the last one counts', () => {
  expect(normalizeRecord({ Plan: 'free', plan: 'pro' })).toEqual({ plan: 'pro' })
})

test('any name is a name', () => {
  const record = normalizeRecord(JSON.parse('{"__proto__":{"A b":1}}') as Record<string, never>)
  expect(Object.keys(record)).toEqual(['__proto__'])
})
