import type { ExplainedField, SubscriptionProblem } from '@waybill/server/tester'
import { filterMarks, mappingMarks } from './subscription-marks'

const MAPPING = '{\n  "email": { "@path": "$.traits.email" },\n  "list": [{ "id": { "@path": "$.id" } }]\n}'

const field = (change: Partial<ExplainedField>): ExplainedField => ({
  key: 'email',
  label: 'E-mail',
  state: 'kept',
  sources: [],
  problems: [],
  ...change
})

const marked = (text: string, { from, to }: { readonly from: number; readonly to: number }) => text.slice(from, to)

test('a mistake of the filter stands where it begins', () => {
  const problem: SubscriptionProblem = { subscription: 0, part: 'subscribe', message: 'Expected a value.', position: 7 }
  const [mark] = filterMarks('type = and', [problem])
  expect(mark).toEqual({ from: 7, to: 8, severity: 'error', message: 'Expected a value.' })
})

test('a mistake at the end of the filter marks its last character, and one of the mapping none', () => {
  const atEnd: SubscriptionProblem = { subscription: 0, part: 'subscribe', message: 'Too short.', position: 6 }
  expect(filterMarks('type =', [atEnd])).toMatchObject([{ from: 5, to: 6 }])
  expect(filterMarks('', [atEnd])).toMatchObject([{ from: 0, to: 0 }])
  expect(filterMarks('type = 1', [{ subscription: 0, part: 'mapping', message: 'x' }])).toEqual([])
})

test.each([
  ['email.@path', '"@path"'],
  ['email.@if.then', '"email"'],
  ['list[0].id', '"id"'],
  ['phone', '{']
])('a mistake of the mapping at %s stands at %s, the closest place there is', (path, text) => {
  const problem: SubscriptionProblem = { subscription: 0, part: 'mapping', message: 'No.', path }
  const [mark] = mappingMarks(MAPPING, [problem], [])
  expect(mark && marked(MAPPING, mark)).toBe(text)
})

test('a field that is invalid is an error at its key, one that is dropped a warning', () => {
  const invalid = field({ state: 'invalid', problems: ['It must be an e-mail.', 'And short.'] })
  const dropped = field({ key: 'list', state: 'dropped', problems: ['It must be a list.'] })
  const marks = mappingMarks(MAPPING, [], [invalid, dropped, field({})])
  expect(marks.map((mark) => [mark.severity, marked(MAPPING, mark), mark.message])).toEqual([
    ['error', '"email"', 'It must be an e-mail. And short.'],
    ['warning', '"list"', 'It must be a list.']
  ])
})

test('what is no JSON object is told instead', () => {
  expect(mappingMarks('{', [], [field({ problems: ['x'] })])[0]?.message).toMatch(/^This is not JSON/)
  expect(mappingMarks('[]', [], [])).toMatchObject([{ message: expect.stringContaining('is an object') as string }])
})
