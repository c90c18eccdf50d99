import { appendEvent, formatJson, readEvents } from './read-events'

test('an object is one event, a list is a batch', () => {
  expect(readEvents('{ "type": "page" }')).toEqual({ kind: 'events', events: [{ type: 'page' }], isList: false })
  expect(readEvents('[{ "type": "page" }, 5]')).toEqual({ kind: 'events', events: [{ type: 'page' }, 5], isList: true })
})

test('nothing, and too much, is said to be so', () => {
  expect(readEvents('[]')).toMatchObject({ message: 'The list is empty; add an event, or choose a sample.' })
  const many = JSON.stringify(Array.from({ length: 1001 }, () => ({})))
  expect(readEvents(many)).toMatchObject({ message: 'The tester takes at most 1000 events, not 1001.' })
})

test('adding makes a list of one event, and lengthens a list', () => {
  expect(JSON.parse(appendEvent('{ "a": 1 }', { b: 2 }))).toEqual([{ a: 1 }, { b: 2 }])
  expect(JSON.parse(appendEvent('[{ "a": 1 }]', { b: 2 }))).toEqual([{ a: 1 }, { b: 2 }])
  expect(JSON.parse(appendEvent('', { b: 2 }))).toEqual([{ b: 2 }])
})

test('formatting leaves alone what is not JSON', () => {
  expect(formatJson('{"a":1}')).toBe('{\n  "a": 1\n}')
  expect(formatJson('{"a":')).toBe('{"a":')
})
