import { jsonSpotAt } from '../../editor/json-spot'
import { acme } from '../../../test/acme'
import { eventHelp } from './event-help'
import { mappingHelp } from './mapping-help'

const spotIn = (text: string) => jsonSpotAt(text.replace('|', ''), text.indexOf('|'))

const surroundings = {
  read: ['properties.plan', 'traits.custom.level', 'userId'],
  integrationNames: ['Acme'],
  eventNames: ['Signed Up']
}

const eventLabels = (text: string) => eventHelp(spotIn(text), surroundings).map(({ label }) => label)

describe('help with an event', () => {
  test('knows the keys of Segment’s spec at every depth, in a batch too', () => {
    expect(eventLabels('{ "|" }')).toEqual(expect.arrayContaining(['type', 'userId', 'properties', 'context']))
    expect(eventLabels('[{ "context": { "page": { "|')).toEqual(['path', 'referrer', 'search', 'title', 'url'])
    expect(eventLabels('{ "properties": { "products": [{ "|')).toContain('sku')
    expect(eventLabels('{ "nothing": { "|')).toEqual([])
  })

  test('adds what the mapping reads, and puts it first', () => {
    expect(eventLabels('{ "properties": { "|')).toContain('plan')
    expect(eventLabels('{ "traits": { "custom": { "|')).toEqual(['level'])
    const userId = eventHelp(spotIn('{ "|'), surroundings).find(({ label }) => label === 'userId')
    expect(userId).toMatchObject({ boost: 2, info: expect.stringContaining('The mapping reads it.') as string })
  })

  test('knows the values of what has few', () => {
    expect(eventLabels('{ "type": "|')).toContain('identify')
    expect(eventLabels('{ "event": "|')).toEqual(['Signed Up'])
    expect(eventLabels('[{ "event": "|')).toEqual(['Signed Up'])
    expect(eventLabels('{ "context": { "active": |')).toEqual(['true', 'false'])
    expect(eventLabels('{ "userId": "|')).toEqual([])
  })

  test('knows the names of the destination', () => {
    expect(eventLabels('{ "integrations": { "|')).toEqual(['All', 'Acme'])
    expect(eventLabels('{ "integrations": { "Acme": |')).toEqual(['true', 'false'])
  })
})

const fields = {
  ...acme.actions[0]?.fields,
  kind: { label: 'Kind', description: 'Kind.', type: 'string', choices: ['a', { label: 'Two', value: 2 }] },
  address: {
    label: 'Address',
    description: 'Where.',
    type: 'object',
    properties: { city: { label: 'City', description: 'City.', type: 'string' } }
  }
} as const

const mappingLabels = (text: string) =>
  mappingHelp(spotIn(text), { fields, paths: [{ path: 'event', value: 'Bought' }] }).map(({ label }) => label)

describe('help with a mapping', () => {
  test('knows the fields of the action', () => {
    expect(mappingLabels('{ "|" }')).toEqual(['name', 'kind', 'address'])
    expect(mappingLabels('{ "address": { "|')).toEqual(expect.arrayContaining(['city', '@path']))
  })

  test('knows directives and their parts', () => {
    expect(mappingLabels('{ "name": { "|')).toEqual(expect.arrayContaining(['@path', '@template', '@if', '@liquid']))
    expect(mappingLabels('{ "name": { "@if": { "|')).toEqual(expect.arrayContaining(['exists', 'then', 'else']))
    expect(mappingLabels('{ "name": { "@path": "$.event", "|')).not.toContain('@template')
    expect(mappingLabels('{ "name": { "@case": { "operator": "|')).toEqual(['lower', 'upper'])
  })

  test('knows the paths of the event at hand, and what stands there', () => {
    expect(mappingLabels('{ "name": { "@path": "|')).toEqual(['$.event'])
    const [path] = mappingHelp(spotIn('{ "name": { "@path": "|'), {
      fields,
      paths: [{ path: 'event', value: 'Bought' }]
    })
    expect(path?.info).toBe('This event holds "Bought".')
  })

  test('knows the choices of a field, as what they are', () => {
    expect(mappingHelp(spotIn('{ "kind": |'), { fields, paths: [] })).toEqual([
      { label: 'a', detail: 'a', value: '"a"' },
      { label: '2', detail: 'Two', value: '2' }
    ])
  })
})
