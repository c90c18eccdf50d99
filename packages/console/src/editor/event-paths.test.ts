import { eventPaths, mappingPaths } from './event-paths'

test('every place of an event is listed, with what it holds', () => {
  expect(eventPaths({ type: 'track', properties: { products: [{ price: 1 }] } })).toEqual([
    { path: 'type', value: 'track' },
    { path: 'properties', value: { products: [{ price: 1 }] } },
    { path: 'properties.products', value: [{ price: 1 }] },
    { path: 'properties.products[0]', value: { price: 1 } },
    { path: 'properties.products[0].price', value: 1 }
  ])
})

test('an event of any size has at most 300', () => {
  const huge = { list: Array.from({ length: 5000 }, (_, index) => index) }
  expect(eventPaths(huge)).toHaveLength(300)
})

test('what is no object has none', () => {
  expect(eventPaths('text')).toEqual([])
  expect(eventPaths(null)).toEqual([])
})

test('a mapping reads what its paths and templates name, each once', () => {
  const mapping = {
    id: { '@path': '$.userId' },
    email: { '@if': { exists: { '@path': '$.traits.email' }, then: { '@path': '$.traits.email' } } },
    title: { '@template': '{{ properties.first }} {{{properties.last}}}' },
    fixed: 'text'
  }
  expect(mappingPaths(mapping)).toEqual(['userId', 'traits.email', 'properties.first', 'properties.last'])
})
