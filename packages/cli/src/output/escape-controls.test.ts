import { escapedLines, escapeLine, escapeText } from './escape-controls'

test.each([
  ['\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['\u007f\u0080\u009f', '\\u007f\\u0080\\u009f'],
  ['Zoë 東京 \u00a0é “quoted” \\n', 'Zoë 東京 \u00a0é “quoted” \\n']
])('%j is shown as %s', (line, shown) => expect(escapeLine(line)).toBe(shown))

test('lines stay lines, and nothing in them becomes one', () => {
  expect(escapedLines(['a\nb', '', 'c'])).toBe('a\\nb\n\nc')
})

test('JSON is the same JSON, in one line and in many', () => {
  const value = { name: 'a\u001b[2J\u0090\u007f\n', list: [1, 'é'] }
  for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
    const escaped = escapeText(text)
    expect(JSON.parse(escaped)).toEqual(value)
    expect(escaped).not.toMatch(/(?!\n)\p{Cc}/u)
  }
})
