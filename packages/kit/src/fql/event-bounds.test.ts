import { eventNames, eventTypes, parseFql, type FqlNode } from '.'

function parsed(source: string): FqlNode {
  const result = parseFql(source)
  if (!result.ok) throw new Error(result.error.message)
  return result.ast
}

const all = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'delete']

test.each([
  ['type = "track"', ['track']],
  ['type != "track"', all.filter((type) => type !== 'track')],
  ['type = "track" and event = "A"', ['track']],
  ['type = "track" or type = "page" and name = "x"', ['track', 'page']],
  ['type = "track" or event = "A"', all],
  ['event = "A"', all],
  ['type = "track" and type = "page"', []],
  ['type = "purchase"', []],
  ['match(type, "*e*") and !contains(type, "n")', ['page', 'screen', 'delete'].filter((type) => !type.includes('n'))],
  ['not (type = "track" or name = "x")', all.filter((type) => type !== 'track')],
  ['not (type != "track" and type != "page")', ['track', 'page']],
  ['not (type = "track" and name = "x")', all]
])('%s matches only the types %j', (source, types) => {
  expect([...eventTypes(parsed(source))]).toEqual(types)
})

test.each([
  ['event = "A"', ['A']],
  ['type = "track" and event = "A"', ['A']],
  ['event = "A" or event = "B"', ['A', 'B']],
  ['(event = "A" or event = "B") and (event = "B" or event = "C")', ['B']],
  ['event = "A" and event != "B"', ['A']],
  ['event = "A" and event = "B"', []],
  ['not (event != "A" and event != "B")', ['A', 'B']],
  ['match(event, "A")', ['A']],
  ['event = "A" or type = "page"', undefined],
  ['event != "A"', undefined],
  ['event = null', undefined],
  ['not event = "A"', undefined],
  ['!match(event, "A")', undefined],
  ['match(event, "A*")', undefined],
  ['contains(event, "A")', undefined],
  ['name = "A"', undefined]
])('%s matches only the names %j', (source, names) => {
  const found = eventNames(parsed(source))
  expect(found && [...found]).toEqual(names)
})
