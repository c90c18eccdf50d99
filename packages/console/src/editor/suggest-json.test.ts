import { suggestJson } from './suggest-json'

const help = () => [{ label: 'type' }, { label: 'properties', value: '{ ${} }' }]

/** The text after the first suggestion of a name was taken at the `|`; `^` is the cursor. */
function take(marked: string, label: string): string | undefined {
  const position = marked.indexOf('|')
  const text = marked.replace('|', '')
  const suggestions = suggestJson(text, position, help)
  const option = suggestions?.options.find((candidate) => candidate.label === label)
  if (suggestions === undefined || option === undefined) return undefined
  const { from, to } = suggestions.replace
  return `${text.slice(0, from)}${(option.template ?? label).replace('${}', '^')}${text.slice(to)}`
}

test.each([
  ['{ | }', 'type', '{ "type": "^" }'],
  ['{ "ty|" }', 'type', '{ "type": "^" }'],
  ['{ "ty|": 1 }', 'type', '{ "type": 1 }'],
  ['{ ty| }', 'type', '{ "type": "^" }'],
  ['{ "pro|" }', 'properties', '{ "properties": { ^ } }'],
  ['{ "a": "ty|" }', 'type', '{ "a": "type" }'],
  ['{ "a": | }', 'properties', '{ "a": { ^ } }']
])('%s', (text, label, expected) => {
  expect(take(text, label)).toBe(expected)
})

test('a key that is there already is not suggested again', () => {
  expect(take('{ "type": "track", "|" }', 'type')).toBeUndefined()
  expect(take('{ "type": "track", "|" }', 'properties')).toContain('properties')
})

test('where nothing fits, nothing is suggested', () => {
  expect(suggestJson('{ }', 1, () => [])).toBeUndefined()
})
