import { compileDestination, judge } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { customerio } from '.'
import { examples } from './examples'

const compiled = compileDestination(customerio, { settings: examples.settings })
if (!compiled.ok) throw new Error('The example settings are wrong.')
const { plan } = compiled.plan

/** The item the presets make of an event, and what was noted; or why there is none. */
function outcomeOf(event: SegmentEvent): { item: unknown; notes: readonly string[] } | { reason: string } {
  const [planned] = plan(event)
  if (planned?.kind !== 'items') return { reason: planned?.reason ?? '' }
  return { item: JSON.parse(planned.items[0]?.body.text ?? 'null'), notes: planned.notes }
}

describe('a value that Customer.io would refuse does not cost the person', () => {
  test.each([
    [
      'an e-mail that is none',
      { traits: { email: 'none', plan: 'pro' } },
      { attributes: { plan: 'pro' } },
      'Email was left out: it is not an e-mail address.'
    ],
    [
      'an anonymous ID over 150 bytes',
      { anonymousId: 'ä'.repeat(76), traits: { plan: 'pro' } },
      { attributes: { plan: 'pro' } },
      'Anonymous ID was left out: it is longer than Customer.io takes.'
    ],
    [
      'a number beyond all numbers, which JSON would carry as null',
      { traits: { score: Number.POSITIVE_INFINITY, plan: 'pro' } },
      { attributes: { plan: 'pro' } },
      'The attribute "score" was left out: it is beyond all numbers.'
    ],
    [
      'an object type that is none',
      { traits: { objectId: 'acme', objectTypeId: 'company', plan: 'pro' } },
      { attributes: { plan: 'pro' } },
      'The relationship to an object was left out. The Object Type ID is not the number of an object type, such as 1.'
    ],
    [
      'an object ID over 150 bytes',
      { traits: { objectId: 'x'.repeat(151), plan: 'pro' } },
      { attributes: { plan: 'pro' } },
      'The relationship to an object was left out. The identifier object_id is longer than the 150 bytes Customer.io takes.'
    ]
  ])('%s', (_title, more, kept, note) => {
    expect(outcomeOf({ type: 'identify', userId: 'u', ...more })).toEqual({
      item: { type: 'person', action: 'identify', identifiers: { id: 'u' }, ...kept },
      notes: [note]
    })
  })
})

test('an object of a type that is none is rejected, as there is no telling which it is', () => {
  const traits = { objectTypeId: '0' }
  expect(outcomeOf({ type: 'group', userId: 'u', groupId: 'acme', traits })).toEqual({
    reason: 'The Object Type ID is not the number of an object type, such as 1.'
  })
})

test('dates about a relationship become unix seconds like all others', () => {
  const relationshipAttributes = { since: '2020-01-01', role_id: '2020-01-01' }
  const converted = { since: 1577836800, role_id: '2020-01-01' }
  expect(outcomeOf({ type: 'group', userId: 'u', groupId: 'acme', traits: { relationshipAttributes } })).toMatchObject({
    item: { cio_relationships: [{ relationship_attributes: converted }] }
  })
  expect(
    outcomeOf({ type: 'identify', userId: 'u', traits: { objectId: 'acme', relationshipAttributes } })
  ).toMatchObject({ item: { cio_relationships: [{ relationship_attributes: converted }] } })
})

test('an error inside a 200 is of the item that travelled alone, for which Customer.io names no index', () => {
  const body = { errors: [{ reason: 'invalid', field: 'name', message: 'is too long' }] }
  const response = { status: 200, headers: {}, body }
  expect(judge(customerio.actions.trackEvent.endpoint, { kind: 'response', response }, [{ slot: undefined }])).toEqual({
    kind: 'each',
    outcomes: [{ kind: 'rejected', status: 200, reason: 'invalid · name · is too long' }]
  })
})
