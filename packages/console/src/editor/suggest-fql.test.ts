import { suggestFql } from './suggest-fql'

const vocabulary = {
  paths: [
    { path: 'event', value: 'Signed Up' },
    { path: 'properties.plan', value: 'pro' },
    { path: 'properties.total', value: 12 },
    { path: 'messageId', value: 'm-1' }
  ],
  eventNames: ['Signed Up', 'Order Completed']
}

const labelsAt = (text: string): readonly string[] =>
  suggestFql(text, text.length, vocabulary)?.options.map(({ label }) => label) ?? []

/** The text after a suggestion was taken at the `|`. */
function take(marked: string, label: string): string {
  const position = marked.indexOf('|')
  const text = marked.replace('|', '')
  const suggestions = suggestFql(text, position, vocabulary)
  const option = suggestions?.options.find((candidate) => candidate.label === label)
  if (suggestions === undefined || option === undefined) return 'not suggested'
  return text.slice(0, suggestions.replace.from) + (option.template ?? label) + text.slice(suggestions.replace.to)
}

test('fields of the event that FQL can read come first', () => {
  expect(labelsAt('')).toEqual(expect.arrayContaining(['type', 'event', 'properties.plan', 'contains()']))
  expect(labelsAt('')).not.toContain('messageId')
})

test('after a field come operators, after an operator values, after a value and, or', () => {
  expect(labelsAt('type ')).toEqual(['=', '!=', '<', '<=', '>', '>='])
  expect(labelsAt('type = ')).toContain('track')
  expect(labelsAt('type = "track" ')).toEqual(['and', 'or'])
  expect(labelsAt('type = "track" and ')).toContain('properties.total')
  expect(labelsAt('contains(event, "x") ')).toEqual(['and', 'or'])
})

test('values are what the event holds, and names that are known', () => {
  expect(labelsAt('event = "')).toEqual(['Signed Up', 'Order Completed'])
  expect(labelsAt('properties.total >= ')).toEqual(['12'])
  expect(labelsAt('contains(')).toContain('properties.plan')
})

test('a value replaces the quotes that are there', () => {
  expect(take('type = |', 'track')).toBe('type = "track"')
  expect(take('type = "tr|', 'track')).toBe('type = "track"')
  expect(take('type = "tr|"', 'track')).toBe('type = "track"')
  expect(take('properties.p|', 'properties.plan')).toBe('properties.plan')
})
