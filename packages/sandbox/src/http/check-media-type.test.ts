import { checkMediaType } from './check-media-type'

test.each([
  'application/json',
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/json; profile=x'
])('%j is taken', (type) => {
  expect(checkMediaType({ 'content-type': type })).toBeUndefined()
})

test.each([undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
  '%j is not JSON',
  (type) => {
    expect(checkMediaType({ 'content-type': type })).toBe('Content-Type must be application/json')
  }
)

test('another charset is refused', () => {
  expect(checkMediaType({ 'content-type': 'application/json; charset=latin1' })).toBe('charset must be utf-8')
})

test('a compressed body is refused and one that is declared plain is not', () => {
  const headers = { 'content-type': 'application/json' }
  expect(checkMediaType({ ...headers, 'content-encoding': 'gzip' })).toBe('compressed bodies are not accepted')
  expect(checkMediaType({ ...headers, 'content-encoding': 'identity' })).toBeUndefined()
})
