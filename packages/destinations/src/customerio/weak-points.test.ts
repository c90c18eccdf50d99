import { compileDestination, judge } from '@waybill/kit'
import type { Planned, SegmentEvent } from '@waybill/kit'
import { createTestIntegration, toSegment } from '@waybill/kit/segment'
import nock from 'nock'
import { customerio } from '.'
import { examples } from './examples'

/**
 * What Segment's own Customer.io destination does wrong, and ours does not; numbered as in docs/comparison.md.
 *
 * @see https://github.com/segmentio/action-destinations/tree/main/packages/destination-actions/src/destinations/customerio
 */
const compiled = compileDestination(customerio, { settings: examples.settings })
if (!compiled.ok) throw new Error('The example settings are wrong.')
const { plan } = compiled.plan

const TIMESTAMP = '2026-03-04T05:06:07Z'

/** The one item the presets make of an event, and the action that made it. */
function itemOf(event: SegmentEvent): { action: string; item: Record<string, unknown>; notes: readonly string[] } {
  const planned = onlyOne(plan(event))
  if (planned.kind !== 'items') throw new Error(planned.reason)
  const [item] = planned.items
  return {
    action: planned.subscription.partnerAction,
    item: JSON.parse(item?.body.text ?? 'null') as Record<string, unknown>,
    notes: planned.notes
  }
}

function onlyOne(planned: readonly Planned[]): Planned {
  expect(planned).toHaveLength(1)
  return planned[0] as Planned
}

const track = (event: string, more: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'track',
  messageId: 'm',
  userId: 'u',
  event,
  timestamp: TIMESTAMP,
  ...more
})

describe('weak points of the published destination', () => {
  test('1: a 207 is read, and each refused item is told from the others', () => {
    const { endpoint } = customerio.actions.trackEvent
    const body = { errors: [{ batch_index: 1, reason: 'invalid', field: 'name', message: 'is too long' }] }
    const items = [0, 1, 2].map(() => ({ slot: undefined }))
    expect(judge(endpoint, { kind: 'response', response: { status: 207, headers: {}, body } }, items)).toEqual({
      kind: 'each',
      outcomes: [
        { kind: 'delivered', status: 207 },
        { kind: 'rejected', status: 207, reason: 'invalid · name · is too long' },
        { kind: 'delivered', status: 207 }
      ]
    })
  })

  test('2: the traits of a group are saved', () => {
    const { item } = itemOf({ type: 'group', userId: 'u', groupId: 'acme', traits: { name: 'Acme', plan: 'pro' } })
    expect(item['attributes']).toEqual({ name: 'Acme', plan: 'pro' })
  })

  test('3: created_at of an object is one of its attributes', () => {
    const { item } = itemOf({
      type: 'group',
      userId: 'u',
      groupId: 'acme',
      traits: { created_at: '2020-01-01T00:00:00Z' }
    })
    expect(item).not.toHaveProperty('created_at')
    expect(item['attributes']).toEqual({ created_at: 1577836800 })
  })

  test('4: the anonymous ID of whoever sent the event is no attribute of the object or the event', () => {
    const group = itemOf({ type: 'group', userId: 'u', anonymousId: 'a', groupId: 'acme', traits: {} })
    expect(JSON.stringify(group.item)).not.toContain('anonymous_id')
    expect(JSON.stringify(itemOf(track('Signed Up', { anonymousId: 'a' })).item)).not.toContain('anonymous_id')
    const ended = itemOf(track('Relationship Deleted', { anonymousId: 'a', properties: { objectId: 'acme' } }))
    expect(JSON.stringify(ended.item)).not.toContain('anonymous_id')
  })

  test.each(['Application Installed', 'Application Opened', 'Application Uninstalled'])(
    '5: "%s" without a push token, or by an anonymous person, is still an event',
    (name) => {
      expect(itemOf(track(name, { context: { device: { type: 'ios' } } })).action).toBe('trackEvent')
      const anonymous = { userId: null, anonymousId: 'a', context: { device: { type: 'ios', token: 't' } } }
      expect(itemOf(track(name, anonymous)).action).toBe('trackEvent')
      expect(itemOf(track(name, { context: { device: { type: 'ios', token: 't' } } })).action).toMatch(/Device$/)
    }
  )

  test('6: a page without a URL and a screen named only in its properties are recorded by their names', () => {
    expect(itemOf({ type: 'page', userId: 'u', name: 'Pricing' }).item['name']).toBe('Pricing')
    expect(itemOf({ type: 'screen', userId: 'u', properties: { name: 'Home' } }).item['name']).toBe('Home')
    const named = itemOf({
      type: 'page',
      userId: 'u',
      name: 'Pricing',
      properties: { url: 'https://example.com/?a=1' }
    })
    expect(named.item['name']).toBe('Pricing')
  })

  test('7: nothing goes out without saying whom it is about', () => {
    const nobody = { userId: null }
    for (const event of [
      track('Signed Up', nobody),
      { type: 'identify', traits: {} } as const,
      track('User Deleted', nobody)
    ]) {
      expect(onlyOne(plan(event)).kind).toBe('rejected')
    }
    expect(onlyOne(plan(track('Object Deleted', { properties: {} }))).kind).toBe('rejected')
  })

  test('8: the relationship of an anonymous person can end', () => {
    const { item } = itemOf(
      track('Relationship Deleted', { userId: null, anonymousId: 'a', properties: { objectId: 'acme' } })
    )
    expect(item['cio_relationships']).toEqual([{ identifiers: { anonymous_id: 'a' } }])
  })

  test('9: a batch never exceeds the 500 kB Customer.io takes', async () => {
    const sizes: number[] = []
    nock('https://track.customer.io')
      .post(/.*/)
      .times(10)
      .reply(200, (_path, body) => {
        sizes.push(Buffer.byteLength(JSON.stringify(body)))
        return {}
      })
    const integration = createTestIntegration(toSegment(customerio))
    const events = Array.from({ length: 100 }, () => track('Signed Up', { properties: { text: 'x'.repeat(20_000) } }))
    await integration.testBatchAction('trackEvent', {
      events: events as never,
      settings: examples.settings,
      useDefaultMappings: true
    })
    expect(sizes.length).toBeGreaterThan(1)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500_000)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(2_000_000)
  })

  test('10: an alias of an anonymous ID deletes nobody', () => {
    const uuid = '5f0b4a3c-7c1e-4b1a-9f5e-2d8e6c0a1b2c'
    expect(onlyOne(plan({ type: 'alias', userId: 'u', previousId: uuid })).kind).toBe('skipped')
    expect(onlyOne(plan({ type: 'alias', userId: 'u', previousId: 'anon', anonymousId: 'anon' })).kind).toBe('skipped')
    expect(itemOf({ type: 'alias', userId: 'u', previousId: 'v' }).item['secondary']).toEqual({ id: 'v' })
  })

  test('11: numbers stay numbers, and milliseconds become seconds', () => {
    const created = (created_at: unknown) =>
      (itemOf({ type: 'identify', userId: 'u', traits: { created_at } }).item['attributes'] as { created_at: unknown })
        .created_at
    expect(created(1712345678)).toBe(1712345678)
    expect(created(1712345678123)).toBe(1712345678)
    expect(created('1712345678')).toBe(1712345678)
    expect(itemOf(track('Bought', { properties: { price: 12.5 } })).item['attributes']).toEqual({ price: 12.5 })
  })

  test('12: dates in arrays, and in objects in arrays, become unix seconds too', () => {
    const { item } = itemOf(
      track('Booked', { properties: { nights: ['2020-01-01'], stops: [{ at: '2020-01-01T00:00:00Z' }] } })
    )
    expect(item['attributes']).toEqual({ nights: [1577836800], stops: [{ at: 1577836800 }] })
  })

  test('13: a date without a time zone is a date in UTC, wherever the process runs', () => {
    expect(new Date('2020-01-01T00:00:00').getTimezoneOffset()).not.toBe(0)
    const { item } = itemOf(track('Booked', { properties: { day: '2020-01-01', time: '2020-01-01T00:00:00' } }))
    expect(item['attributes']).toEqual({ day: 1577836800, time: 1577836800 })
  })

  test('14: identifiers and names that look like dates stay what they are', () => {
    expect(itemOf({ type: 'group', userId: 'u', groupId: '2024-05-01', traits: {} }).item['identifiers']).toEqual({
      object_type_id: '1',
      object_id: '2024-05-01'
    })
    const { item } = itemOf(
      track('2024-01-01', { properties: { order_id: '2024-05-01', name: '2024-05-01', orderId: '2024-05-01' } })
    )
    expect(item['name']).toBe('2024-01-01')
    expect(item['attributes']).toEqual({ order_id: '2024-05-01', name: '2024-05-01', orderId: '2024-05-01' })
  })

  test('15: a timestamp that cannot be read is left out with a note, however many digits a readable one has', () => {
    const { item, notes } = itemOf(track('Signed Up', { timestamp: 'yesterday' }))
    expect(item).not.toHaveProperty('timestamp')
    expect(notes).toEqual([expect.stringContaining('Timestamp was left out')])
    expect(itemOf(track('Signed Up', { timestamp: '2020-01-01T00:00:00.123456789Z' })).item['timestamp']).toBe(
      1577836800
    )
  })

  test('16: a platform is one of the two Customer.io knows, and device attributes are texts', () => {
    const context = { device: { token: 't', type: 'iOS', model: 15 }, app: { version: '1' } }
    const { item } = itemOf(track('Application Opened', { context }))
    expect(item['device']).toMatchObject({ platform: 'ios', attributes: { device_model: '15', app_version: '1' } })
  })

  test('17: the id of an event is a ULID that the same event always gets', () => {
    const { id } = itemOf(track('Signed Up')).item as { id: string }
    expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    expect(itemOf(track('Signed Up')).item['id']).toBe(id)
    expect(itemOf(track('Signed Up', { messageId: 'n' })).item['id']).not.toBe(id)
    expect(itemOf(track('Signed Out')).item['id']).not.toBe(id)
  })

  test('18: an own user ID that starts with cio_ is no ID of the vendor, and traits.id does not rename the person', () => {
    expect(itemOf(track('Signed Up', { userId: 'cio_team_7' })).item['identifiers']).toEqual({ id: 'cio_team_7' })
    expect(itemOf(track('Signed Up', { userId: 'cio_d9c106000001' })).item['identifiers']).toEqual({
      cio_id: 'd9c106000001'
    })
    const { item } = itemOf({ type: 'identify', userId: 'u', traits: { id: 'other', plan: 'pro' } })
    expect(item['attributes']).toEqual({ plan: 'pro' })
  })

  test('19: objects of known and anonymous people travel in one request', async () => {
    const bodies: unknown[] = []
    nock('https://track.customer.io')
      .post('/api/v2/batch')
      .times(2)
      .reply(200, (_path, body) => {
        bodies.push(body)
        return {}
      })
    const events = [
      { type: 'group', userId: 'u', groupId: 'acme', traits: {} },
      { type: 'group', anonymousId: 'a', userId: undefined, groupId: 'acme', traits: {} }
    ]
    const integration = createTestIntegration(toSegment(customerio))
    await integration.testBatchAction('createUpdateObject', {
      events: events as never,
      settings: examples.settings,
      useDefaultMappings: true
    })
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toMatchObject({ batch: [{ action: 'identify' }, { action: 'identify_anonymous' }] })
  })

  test('20: a deletion request goes to exactly the user it names, or nowhere', async () => {
    const event = { type: 'delete', userId: 'a/b?c#d', context: null, integrations: [] } as unknown as SegmentEvent
    expect(itemOf(event).item).toEqual({ type: 'person', action: 'delete', identifiers: { id: 'a/b?c#d' } })
    const integration = createTestIntegration(toSegment(customerio))
    await expect(integration.onDelete?.({ type: 'track', userId: '' }, examples.settings as never)).rejects.toThrow(
      'Person ID'
    )
  })

  test('21: every action takes several events at once', () => {
    for (const action of Object.values(toSegment(customerio).actions))
      expect(action.performBatch).toBeInstanceOf(Function)
  })

  test('22: an identify that happens to carry the name of a lifecycle event deletes nobody', () => {
    expect(itemOf({ type: 'identify', userId: 'u', event: 'User Deleted', traits: {} }).action).toBe(
      'createUpdatePerson'
    )
  })

  test('23: an empty text is treated the same alone and in a batch', async () => {
    const bodies: { batch: unknown[] }[] = []
    nock('https://track.customer.io')
      .post('/api/v2/batch')
      .reply(200, (_path, body) => {
        bodies.push(body as { batch: unknown[] })
        return {}
      })
    const event: SegmentEvent = {
      type: 'identify',
      userId: 'u',
      traits: { email: '', plan: 'pro' },
      timestamp: TIMESTAMP
    }
    const integration = createTestIntegration(toSegment(customerio))
    await integration.executeBatch('createUpdatePerson', {
      events: [event, event] as never,
      mapping: {
        person_id: { '@path': '$.userId' },
        email: { '@path': '$.traits.email' },
        custom_attributes: { '@path': '$.traits' },
        timestamp: { '@path': '$.timestamp' }
      },
      settings: examples.settings
    })
    expect(bodies[0]?.batch[0]).toEqual(itemOf(event).item)
  })
})
