import { parseBearerToken } from './bearer-token'

test('the token is what follows the scheme, which is read in any case', () => {
  expect(parseBearerToken('Bearer abc.DEF-1')).toBe('abc.DEF-1')
  expect(parseBearerToken('bearer abc')).toBe('abc')
})

test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', 'abc'])('%j gives none', (header) => {
  expect(parseBearerToken(header)).toBeUndefined()
})
