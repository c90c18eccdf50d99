import { parseBody } from './parse-body'

test('JSON is parsed, whatever the content type says', () => {
  expect(parseBody('{"ok":true}', 'text/html')).toEqual({ ok: true })
  expect(parseBody(' \n[1]')).toEqual([1])
  expect(parseBody('7', 'application/json; charset=utf-8')).toBe(7)
  expect(parseBody('"fine"', 'application/problem+json')).toBe('fine')
})

test('what is not JSON stays text', () => {
  expect(parseBody('7', 'text/plain')).toBe('7')
  expect(parseBody('7')).toBe('7')
  expect(parseBody('<html>{}</html>', 'text/html')).toBe('<html>{}</html>')
  expect(parseBody('{"cut', 'application/json')).toBe('{"cut')
  expect(parseBody('see [1]')).toBe('see [1]')
})

test('an empty body is undefined', () => {
  expect(parseBody('')).toBeUndefined()
  expect(parseBody('', 'application/json')).toBeUndefined()
})
