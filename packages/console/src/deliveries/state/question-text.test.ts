import { questionText } from './question-text'

const matching = (filter: object) => ({ kind: 'matching', filter, last: 9 }) as const
const positions = (...those: readonly number[]) => ({ kind: 'positions', positions: those }) as const

test.each([
  [
    { action: 'drop', selection: positions(1), count: 1 },
    /^This drops the one chosen dead letter\. .* never delivered/
  ],
  [{ action: 'drop', selection: positions(1, 2), count: 2 }, /^This drops the 2 chosen dead letters\. /],
  [{ action: 'drop', selection: matching({}), count: 10_000 }, /^This drops all 10000 dead letters that are there\. /],
  [{ action: 'retry', selection: matching({}), count: 1 }, /^This puts the one dead letter that is there back into/],
  [
    { action: 'retry', selection: matching({ user: 'ada', reason: 'no', event: 'Paid', instance: 'acme' }), count: 7 },
    /^This puts all 7 dead letters with user "ada", event "Paid", reason with "no", destination "acme" back into/
  ]
] as const)('%j is asked with how many and which', (question, expected) => {
  expect(questionText(question)).toMatch(expected)
})
