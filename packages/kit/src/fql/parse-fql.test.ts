import { parseFql, printFql, type FqlNode } from '.'

function parsed(source: string): FqlNode {
  const result = parseFql(source)
  if (!result.ok) throw new Error(result.error.message)
  return result.ast
}

function failure(source: string) {
  const result = parseFql(source)
  if (result.ok) throw new Error(`This parses: ${source}`)
  return result.error
}

test('a comparison becomes a clause that knows its place in the source', () => {
  expect(parsed('  properties.plan.tier >= 2.5 ')).toEqual({
    kind: 'ordering',
    field: ['properties', 'plan', 'tier'],
    operator: '>=',
    value: 2.5,
    source: 'properties.plan.tier >= 2.5',
    start: 2,
    end: 29
  })
})

test.each([
  [
    '"and" binds tighter than "or"',
    'type = "a" or type = "b" and type = "c"',
    'type = "a" or type = "b" and type = "c"'
  ],
  ['parentheses come first', '(type = "a" or type = "b") and type = "c"', '(type = "a" or type = "b") and type = "c"'],
  ['parentheses nest', '((type = "a" and (((name = "b")))))', 'type = "a" and name = "b"'],
  [
    'spaces are free',
    'type="a"\r\n\tand(name!="b")and!contains( event , "c" )',
    'type = "a" and name != "b" and !contains(event, "c")'
  ],
  ['"not" negates one condition', 'not type = "a" and name = "b"', '!(type = "a") and name = "b"'],
  ['"!" negates a group', '!(type = "a" and name = "b")', '!(type = "a" and name = "b")'],
  ['negations nest', 'not not !(type = "a")', '!(!(!(type = "a")))'],
  ['texts may have single quotes', 'event = \'say "hi"\'', 'event = "say \\"hi\\""'],
  ['a backslash stays before anything else', 'event = "a\\d"', 'event = "a\\\\d"'],
  ['a number beside a name is a text', 'event = 404 or userId = 7', 'event = "404" or userId = "7"'],
  ['a number beside a property is a number', 'properties.x = -1.50', 'properties.x = -1.5'],
  ['a boolean beside a name is a text', 'name = true', 'name = "true"'],
  ['an ordering takes a number in quotes', 'properties.x < "10"', 'properties.x < 10'],
  ['contains() takes what is not in quotes as text', 'contains(userId, 42)', 'contains(userId, "42")'],
  ['a star in a pattern can be escaped', 'match(event, "a\\*b*")', 'match(event, "a\\*b*")'],
  ['any key can be escaped', 'traits.a\\ b.c\\.d.\\1st = 1', 'traits.a\\ b.c\\.d.\\1st = 1'],
  [
    'operators may be keys',
    'properties.and = 1 or properties.or.null = 2',
    'properties.\\and = 1 or properties.\\or.\\null = 2'
  ],
  [
    'all fields of an event can be named',
    'anonymousId = "a" or messageId = "m" or integrations.All = true or context.ip != null',
    'anonymousId = "a" or messageId = "m" or integrations.All = true or context.ip != null'
  ]
])('%s', (_, source, printed) => {
  const result = parseFql(source)
  expect(result.ok ? printFql(result.ast) : undefined).toBe(printed)
})

test('a text with an escaped quote and backslash is read without the escapes', () => {
  expect(parsed('event = "a\\"b\\\\c"')).toMatchObject({ value: 'a"b\\c' })
})

test('a pattern becomes the texts between its wildcards', () => {
  expect(parsed('match(event, "a*b\\*\\\\*")')).toMatchObject({ parts: ['a', 'b*\\', ''] })
})

test.each([
  ['', 0, 'the end of the expression', 'a field'],
  ['type', 4, 'the end of the expression', 'an operator'],
  ['type =', 6, 'the end of the expression', 'a text in quotes'],
  ['type = track', 7, 'the word "track"', 'a text in quotes'],
  ['type "track"', 5, 'the text "track"', 'an operator'],
  ['type = "track', 13, 'the end of the expression', 'a closing "'],
  ['type = "a" AND name = "b"', 11, 'the word "AND"; write it in lower case: and', '"and", "or" or the end'],
  ['type = "a" name = "b"', 11, 'the word "name"', '"and", "or" or the end'],
  ['type = "a" and', 14, 'the end of the expression', 'a field'],
  ['type = "a")', 10, '")"', '"and", "or" or the end'],
  ['(type = "a"', 11, 'the end of the expression', 'the ")" that closes the "(" at position 0'],
  ['()', 1, '")"', 'a field'],
  ['!type = "a"', 1, 'the word "type"', '"(", "contains(" or "match(" after "!"'],
  ['plan = "a"', 0, 'the word "plan"', 'properties.*'],
  ['constructor = "a"', 0, 'the word "constructor"', 'a field'],
  ['properties = null', 11, '"="', '"." and a key after "properties"'],
  ['type.x = "a"', 4, '"."', '"type" has no keys'],
  ['properties."a b" = 1', 11, 'the text "a b"', 'a key'],
  ['properties.1st = 1', 11, '"1st"', 'a number'],
  ['properties.x < "ten"', 15, 'the text "ten"', 'a number after "<"'],
  ['properties.x < null', 15, 'the word "null"', 'a number after "<"'],
  ['properties.x = 1.', 15, '"1."', 'a number'],
  ['properties.x = -', 15, '"-"', 'a number'],
  ['event in ["a"]', 6, 'the word "in".', 'an operator'],
  ['properties.x[0] = 1', 12, 'the character "["', 'an operator'],
  ['event = “a”', 8, 'the character "“", which', 'a text in quotes'],
  ['event = "a" ; name = "b"', 12, 'the character ";"', '"and", "or" or the end'],
  ['event = \\', 9, 'the end of the expression', 'the character that the backslash before it stands for'],
  ['contains event', 9, 'the word "event"', '"(" after "contains"'],
  ['contains("a", event)', 9, 'the text "a"', 'a field as the first argument of contains()'],
  ['contains(event)', 14, '")"', '"," and the text'],
  ['contains(event,', 15, 'the end of the expression', 'the text that contains() looks for'],
  ['contains(event, null)', 16, 'the word "null"', 'in quotes'],
  ['match(event, 5)', 13, 'the number 5', 'the pattern of match(), in quotes'],
  ['match(event, "a"', 16, 'the end of the expression', 'the ")" that closes match()'],
  [`${'('.repeat(300)}type = "a"${')'.repeat(300)}`, 201, '"("', 'no more than 200 levels']
])('%j is refused at %i, naming what was found and what was expected', (source, position, found, expected) => {
  const error = failure(source)
  expect(error.position).toBe(position)
  expect(error.expected).toContain(expected)
  expect(error.message).toContain(` at position ${position}, but found ${found}`)
})
