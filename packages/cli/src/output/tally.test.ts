import { customerio } from '@waybill/destinations'
import type { Ended, LifecycleEvent } from '@waybill/runner'
import { summaryJson, summaryText } from './summary'
import { createTally } from './tally'

function ended(outcome: Ended, action: string | undefined, id = '1'): LifecycleEvent {
  return {
    kind: 'delivery-ended',
    delivery: {
      id,
      key: 'u',
      instance: 'customerio',
      type: 'track',
      event: { type: 'track' },
      ...(action !== undefined && { action, subscription: action })
    },
    ended: outcome,
    notes: [],
    unknown: false
  }
}

const delivered: Ended = { kind: 'delivered', status: 200, attempts: 1 }
const rejectedBefore: Ended = { kind: 'rejected', reason: 'It has no name.', attempts: 0 }
const rejectedThere: Ended = { kind: 'rejected', reason: 'The vendor says no.', status: 400, attempts: 1 }
const retried: LifecycleEvent = {
  kind: 'request-retried',
  instance: 'customerio',
  lane: 'customerio/entities',
  reason: 'HTTP 503.',
  afterMilliseconds: 1
}

test('counts by action, and reasons by how often they occur', () => {
  const tally = createTally(customerio)
  tally.tell(ended(delivered, 'trackEvent'))
  tally.tell(ended({ kind: 'skipped', reason: 'no subscription matches' }, undefined, '2'))
  tally.tell(ended(rejectedBefore, 'trackEvent', '3'))
  tally.tell(ended(rejectedThere, 'trackEvent', '4'))
  tally.tell(ended(rejectedThere, 'trackEvent', '5'))
  tally.tell(retried)
  const result = tally.result(1)
  expect(result).toMatchObject({ destination: 'customerio', refused: 2, retries: 1, unfinished: 1 })
  expect(result.actions.get('trackEvent')).toEqual({ delivered: 1, skipped: 0, rejected: 3, expired: 0 })
  expect(result.actions.get(undefined)).toEqual({ delivered: 0, skipped: 1, rejected: 0, expired: 0 })
  expect(result.rejected).toEqual([
    { action: 'trackEvent', reason: 'The vendor says no.', count: 2, references: ['4', '5'] },
    { action: 'trackEvent', reason: 'It has no name.', count: 1, references: ['3'] }
  ])
})

test('remembers a bounded number of reasons and places, and still counts all of them', () => {
  const tally = createTally(customerio)
  for (let index = 0; index < 5000; index++) {
    tally.tell(ended({ kind: 'rejected', reason: `Value ${index % 1000}.`, attempts: 0 }, 'trackEvent', String(index)))
  }
  const { rejected } = tally.result(0)
  expect(rejected.length).toBeLessThanOrEqual(201)
  expect(rejected.reduce((sum, { count }) => sum + count, 0)).toBe(5000)
  for (const { references } of rejected) expect(references.length).toBeLessThanOrEqual(5)
  expect(rejected[0]?.reason).toBe('other reasons')
})

describe('the summary', () => {
  const input = { name: 'a.jsonl', events: 1, unreadable: [], unreadableCount: 0, lastLine: 9 }

  function summaryOf(events: readonly LifecycleEvent[], more: object = {}) {
    const tally = createTally(customerio)
    for (const event of events) {
      tally.tell(event)
    }
    return { input, destinations: [tally.result(0)], seconds: 1.25, interrupted: false, ...more }
  }

  test('is a table, then the reasons with their lines', () => {
    const events = [ended(delivered, 'trackEvent'), ended(rejectedBefore, 'trackEvent', '7')]
    expect(summaryText(summaryOf(events))).toBe(`a.jsonl: 1 event read, 0 unreadable records.

Customer.io     delivered    skipped   rejected
  trackEvent            1          0          1
  total                 1          0          1
  0 requests, 1.3 s

  Rejected
       1  trackEvent: It has no name. (line 7)
`)
  })

  test('has a column for what expired only when something did', () => {
    const expired: Ended = { kind: 'expired', reason: 'HTTP 503.', attempts: 9 }
    expect(summaryText(summaryOf([ended(delivered, 'trackEvent')]))).not.toContain('expired')
    const text = summaryText(summaryOf([ended(expired, 'trackEvent'), retried]))
    expect(text).toMatch(/^Customer\.io .* expired\n {2}trackEvent +0 +0 +0 +1\n/m)
    expect(text).toContain('  Expired\n       1  trackEvent: HTTP 503. (line 1)')
    expect(text).toContain('0 requests, 1 of them after a failure')
  })

  test('says how many lines it leaves out', () => {
    const unreadable = [{ line: 3, reason: 'This is not valid JSON.' }]
    const text = summaryText(summaryOf([], { input: { ...input, unreadable, unreadableCount: 4 } }))
    expect(text).toContain('4 unreadable records.\n  a.jsonl:3  This is not valid JSON.\n  … and 3 more.\n')
  })

  test('says why reading ended early', () => {
    const text = summaryText(summaryOf([], { input: { ...input, problem: 'a.jsonl cannot be read (EIO).' } }))
    expect(text).toMatch(/^Reading ended early: a\.jsonl cannot be read \(EIO\)\.\n/)
  })

  test('says what an interruption left open', () => {
    const tally = createTally(customerio)
    const text = summaryText({ ...summaryOf([]), destinations: [tally.result(3)], interrupted: true })
    expect(text).toContain('  3 not ended; some of them may have arrived\n')
    expect(text).toContain('Interrupted: nothing behind line 9 was taken in; ')
  })

  test('is one JSON line with the same numbers', () => {
    const json = summaryJson(summaryOf([ended(delivered, 'trackEvent'), ended(rejectedThere, undefined)]))
    expect(json).not.toContain('\n')
    expect(JSON.parse(json)).toMatchObject({
      input: { name: 'a.jsonl', events: 1 },
      seconds: 1.25,
      interrupted: false,
      destinations: [
        {
          destination: 'customerio',
          refused: 1,
          actions: [
            { action: 'trackEvent', delivered: 1 },
            { action: null, rejected: 1 }
          ]
        }
      ]
    })
  })
})
