import { compileMapping } from '..'
import type { Mapping } from '..'

type Event = { readonly [key: string]: unknown }
type Case = readonly [value: Mapping, event: Event, result: unknown]

const resultOf = (value: Mapping, event: Event): unknown => compileMapping({ a: value }).resolve(event)['a']

const testEach = (cases: readonly Case[]): void => {
  test.each(cases)('%j of %j gives %j', (value, event, result) => {
    expect(resultOf(value, event)).toStrictEqual(result)
  })
}

const path = (text: string): Mapping => ({ '@path': text })

describe('@path', () => {
  testEach([
    [path('$.a'), { a: 1 }, 1],
    [path('a'), { a: 1 }, 1],
    [path('$.a.b'), { a: { b: 2 } }, 2],
    [path('$.a.b.c'), { a: { b: { c: 3 } } }, 3],
    [path('$.a.b.c.d'), { a: { b: { c: { d: 4 } } } }, 4],
    [path('$.a.b.c.d.e'), { a: { b: { c: { d: { e: 5 } } } } }, 5],
    [path('x$.y'), { xy: 1 }, 1],
    [path('$.a.b.c.d.e'), { a: { b: 0 } }, 0],
    [path('$.a[1].b'), { a: [{}, { b: 2 }] }, 2],
    [path("$.a['b c']"), { a: { 'b c': 2 } }, 2],
    [path("$['a']"), { a: 2 }, undefined],
    [path('$.a["b"]'), { a: { b: 2 } }, 2],
    [path('$.a[b]'), { a: { b: 2 }, 'a[b]': 3 }, 3],
    [path('$.a.b'), {}, undefined],
    [path('$.a.b.c'), { a: 'text' }, undefined],
    [path('$.a.b'), { a: false }, false],
    [path('$.a.b.c'), { a: { b: null } }, null],
    [path('$.a.length'), { a: [1, 2] }, 2],
    [path('$.a.length'), { a: 'abc' }, 3],
    [path('$.a.length'), { a: { length: 'own' } }, 'own'],
    [path('$.a[1]'), { a: 'abc' }, 'b'],
    [path('$.link'), { link: 'a key that strings inherit' }, 'a key that strings inherit'],
    [path('$.constructor.name'), {}, undefined],
    [path('$.'), { a: 1 }, { a: 1 }],
    [path(''), { a: 1 }, { a: 1 }],
    [path('$'), { a: 1 }, undefined],
    [path('$.a..b'), { a: { b: 1 } }, 1],
    [{ '@path': path('$.where') }, { where: '$.b.c', b: { c: 1 } }, 1],
    [{ '@path': { '@literal': '$.b' } }, { b: 1 }, 1]
  ])
})

describe('@template', () => {
  testEach([
    [{ '@template': 'no placeholder' }, {}, 'no placeholder'],
    [{ '@template': '' }, {}, ''],
    [{ '@template': '{{a}}' }, { a: 'x' }, 'x'],
    [{ '@template': 'Hi {{ traits.name }}!' }, { traits: { name: 'Ann' } }, 'Hi Ann!'],
    [{ '@template': '{{{a}}}-{{b}}-{{a}}' }, { a: 1, b: true }, '1-true-1'],
    [{ '@template': '{{a}}|{{b}}|{{c}}' }, { a: null, c: '' }, '||'],
    [{ '@template': '{{a}} {{b}}' }, { a: [1, [2, null]], b: {} }, '1,2, [object Object]'],
    [{ '@template': '{{a.b[0]}}' }, { a: { b: ['x'] } }, 'x'],
    [{ '@template': '{{a' }, { a: 1 }, '{{a'],
    [{ '@template': '{a}{{}}' }, { a: 1 }, '{a}{{}}'],
    [{ '@template': '{{ }}' }, { a: 1 }, '[object Object]'],
    [{ '@template': '$& {{a}} $1' }, { a: '$&' }, '$& $& $1'],
    [{ '@template': path('$.t') }, { t: 'Hi {{a}}, {{b}}', a: 1, b: 2 }, 'Hi 1, 2']
  ])
})

describe('@literal', () => {
  testEach([
    [{ '@literal': 'x' }, {}, 'x'],
    [{ '@literal': null }, {}, null],
    [{ '@literal': { a: [1] } }, {}, { a: [1] }],
    [{ '@literal': { a: path('$.b') } }, { b: 2 }, { a: 2 }]
  ])
})

const choose = (test: 'exists' | 'blank', subject: Mapping): Mapping => ({
  '@if': { [test]: subject, then: 'yes', else: 'no' }
})

describe('@if', () => {
  testEach([
    [choose('exists', path('$.a')), { a: 0 }, 'yes'],
    [choose('exists', path('$.a')), { a: '' }, 'yes'],
    [choose('exists', path('$.a')), { a: null }, 'no'],
    [choose('exists', path('$.a')), {}, 'no'],
    [choose('exists', 'constant'), {}, 'yes'],
    [choose('exists', { '@literal': null }), {}, 'no'],
    [choose('blank', path('$.a')), { a: 'x' }, 'yes'],
    [choose('blank', path('$.a')), { a: ' ' }, 'yes'],
    [choose('blank', path('$.a')), { a: {} }, 'yes'],
    [choose('blank', path('$.a')), { a: [0] }, 'yes'],
    [choose('blank', path('$.a')), { a: ['', ''] }, 'yes'],
    [choose('blank', path('$.a')), { a: '' }, 'no'],
    [choose('blank', path('$.a')), { a: 0 }, 'no'],
    [choose('blank', path('$.a')), { a: false }, 'no'],
    [choose('blank', path('$.a')), { a: null }, 'no'],
    [choose('blank', path('$.a')), { a: [] }, 'no'],
    [choose('blank', path('$.a')), { a: [[null]] }, 'no'],
    [choose('blank', path('$.a')), { a: [''] }, 'no'],
    [{ '@if': { exists: null, blank: path('$.a'), then: 1, else: 2 } }, { a: 'x' }, 2],
    [{ '@if': { exists: path('$.a'), then: path('$.a') } }, { a: 1 }, 1],
    [{ '@if': { exists: path('$.a'), then: path('$.a') } }, { a: null }, undefined],
    [{ '@if': { exists: path('$.a'), then: path('a'), else: path('$.b') } }, { a: false, b: 2 }, false],
    [{ '@if': { exists: path('$.a'), then: path('$.a'), else: path('$.b') } }, { a: null, b: 2 }, 2],
    [{ '@if': { exists: path('$.a'), then: path('$.b'), else: path('$.c') } }, { a: 1, b: 2, c: 3 }, 2],
    [{ '@if': { exists: path('$.a'), then: path('$.b'), else: path('$.c') } }, { b: 2, c: 3 }, 3],
    [{ '@if': { exists: path('$.a'), else: 'no' } }, { a: 1 }, undefined]
  ])
})

test('the usual @if, a path or else another, reads its path once', () => {
  const read = jest.fn(() => 'x')
  const event = Object.defineProperty({}, 'a', { get: read })
  const first = { '@if': { exists: path('$.a'), then: path('$.a'), else: path('$.b') } }

  expect(resultOf(first, event)).toBe('x')
  expect(read).toHaveBeenCalledTimes(1)
})

describe('@case', () => {
  testEach([
    [{ '@case': { operator: 'lower', value: path('$.a') } }, { a: 'Ab' }, 'ab'],
    [{ '@case': { operator: 'upper', value: 'straße' } }, {}, 'STRASSE'],
    [{ '@case': { operator: 'upper', value: path('$.a') } }, { a: 5 }, 5],
    [{ '@case': { operator: 'upper', value: path('$.a') } }, {}, undefined],
    [{ '@case': { operator: 'upper', value: '' } }, {}, undefined],
    [{ '@case': { operator: 'upper' } }, {}, undefined]
  ])
})

const replace = (value: Mapping, rest: { readonly [key: string]: Mapping }): Mapping => ({
  '@replace': { value, ...rest }
})

describe('@replace', () => {
  testEach([
    [replace('a-b-c', { pattern: '-' }), {}, 'abc'],
    [replace('a-b-c', { pattern: '-', replacement: '_', global: false }), {}, 'a_b-c'],
    [replace('aAa', { pattern: 'a', replacement: 'x' }), {}, 'xAx'],
    [replace('aAa', { pattern: 'a', replacement: 'x', ignorecase: true }), {}, 'xxx'],
    [replace('a.b', { pattern: '.', replacement: '' }), {}, 'ab'],
    [replace('^$(|)[]{}*+?\\', { pattern: '(|)[]{}*+?', replacement: '!' }), {}, '^$!\\'],
    [replace('aXb', { pattern: 'X', replacement: '<$&$$>' }), {}, 'a<X$>b'],
    [replace('aXbY', { pattern: 'X', replacement: 'Y', pattern2: 'Y' }), {}, 'ab'],
    [replace('aXbY', { pattern: 'X', replacement: '1', pattern2: 'Y', replacement2: null }), {}, 'a1b'],
    [replace('aXbY', { pattern: 'X', pattern2: '' }), {}, 'abY'],
    [replace(path('$.a'), { pattern: '5', replacement: '6' }), { a: 1.5 }, '1.6'],
    [replace(path('$.a'), { pattern: 't', replacement: 'T' }), { a: true }, 'True'],
    [replace(path('$.a'), { pattern: 'x' }), { a: null }, ''],
    [replace(path('$.a'), { pattern: 'x' }), {}, ''],
    [replace('', { pattern: 'x' }), {}, undefined]
  ])
})

const items = { items: [{ id: 1, name: 'x' }, { id: 2 }, null, 5] }

describe('@arrayPath', () => {
  testEach([
    [
      { '@arrayPath': ['$.items', { key: path('$.id'), name: path('name') }] },
      { items: items.items.slice(0, 2) },
      [{ key: 1, name: 'x' }, { key: 2 }]
    ],
    [{ '@arrayPath': ['$.items', path('$.id')] }, items, [1, 2, null, undefined]],
    [{ '@arrayPath': ['$.items'] }, { items: [1] }, [1]],
    [{ '@arrayPath': ['$.items', {}] }, { items: [1] }, [1]],
    [{ '@arrayPath': ['$.items', 'no shape'] }, { items: [1] }, [1]],
    [{ '@arrayPath': [path('$.items'), { key: path('$.id') }] }, { items: { id: 1 } }, [{ key: 1 }]],
    [{ '@arrayPath': ['$.items', { key: path('$.id') }] }, { items: 'text' }, 'text'],
    [{ '@arrayPath': ['$.items', { key: path('$.id') }] }, { items: null }, null],
    [{ '@arrayPath': ['$.items', { key: path('$.id') }] }, {}, undefined]
  ])
})

describe('@flatten', () => {
  testEach([
    [
      { '@flatten': { value: path('$.a'), separator: '.' } },
      { a: { b: { c: 1 }, d: [2, { e: null }] } },
      {
        'b.c': 1,
        'd.0': 2,
        'd.1.e': null
      }
    ],
    [
      { '@flatten': { value: path('$.a'), separator: '_', omitArrays: true } },
      { a: { b: { c: [1] }, e: {} } },
      { b_c: [1] }
    ],
    [{ '@flatten': { value: { x: { y: path('$.a') } }, separator: '.' } }, {}, {}],
    [{ '@flatten': { value: path('$.a'), separator: '.' } }, {}, {}]
  ])
})

describe('@json', () => {
  testEach([
    [{ '@json': { mode: 'encode', value: path('$.a') } }, { a: { b: [1, null] } }, '{"b":[1,null]}'],
    [{ '@json': { mode: 'encode', value: { x: path('$.a'), y: [path('$.a')] } } }, {}, '{"y":[null]}'],
    [{ '@json': { mode: 'encode', value: path('$.a') } }, {}, undefined],
    [{ '@json': { mode: 'decode', value: path('$.a') } }, { a: '{"b":[1]}' }, { b: [1] }],
    [{ '@json': { mode: 'decode', value: path('$.a') } }, { a: '{"b":' }, '{"b":'],
    [{ '@json': { mode: 'decode', value: path('$.a') } }, { a: 5 }, 5]
  ])
})

const merge = (direction: string, ...objects: Mapping[]): Mapping => ({ '@merge': { direction, objects } })

describe('@merge', () => {
  testEach([
    [merge('right', { a: 1, b: 1 }, path('$.it')), { it: { b: 2 } }, { a: 1, b: 2 }],
    [merge('left', { a: 1, b: 1 }, path('$.it')), { it: { b: 2, c: 2 } }, { a: 1, b: 1, c: 2 }],
    [merge('right', path('$.none'), path('$.nil'), { a: 1 }), { nil: null }, { a: 1 }],
    [merge('right', path('$.text'), path('$.list')), { text: 'ab', list: ['x'] }, { 0: 'x', 1: 'b' }],
    [merge('right'), {}, {}],
    [merge('right', { a: 1 }, merge('right', { a: path('$.none'), b: 2 })), {}, { b: 2 }],
    [merge('right', { a: 1 }, { a: { b: path('$.none') } }), {}, { a: {} }],
    [
      merge('right', {
        '@flatten': { value: { x: [{ y: path('$.none'), z: [1] }] }, separator: '.', omitArrays: true }
      }),
      {},
      { x: [{ z: [1] }] }
    ],
    [merge('right', { a: 1 }, { '@flatten': { value: { a: path('$.none') }, separator: '.' } }), {}, {}],
    [merge('right', { a: 1 }, { '@excludeWhenNull': { a: path('$.nil') } }), { nil: null }, {}]
  ])
})

describe('@transform', () => {
  testEach([
    [
      { '@transform': { apply: { x: path('$.a.b') }, mapping: { y: path('$.x'), z: path('$.a') } } },
      { a: { b: 1 } },
      { y: 1 }
    ],
    [{ '@transform': { apply: { x: path('$.none') }, mapping: path('$.') } }, {}, {}],
    [
      {
        '@transform': {
          apply: { __segment_internal_directive: { '@transform': { apply: { x: path('$.a') } } }, y: path('$.x') },
          mapping: path('$.y')
        }
      },
      { a: 1 },
      1
    ],
    [{ '@transform': { apply: path('$.a'), mapping: path('$.b') } }, { a: { b: 1 } }, 1]
  ])
})

test('@transform takes an item without a value for an empty object', () => {
  const valueless = { '@literal': [path('$.none')] }

  expect(
    resultOf({ '@arrayPath': [valueless, { '@transform': { apply: { x: 1 }, mapping: path('$.x') } }] }, {})
  ).toStrictEqual([1])
})

test('@transform takes objects only, such as the items of an array', () => {
  const ofItems = { '@arrayPath': ['$.items', { '@transform': { apply: { x: path('$.id') }, mapping: path('$.x') } }] }

  expect(resultOf(ofItems, { items: [{ id: 1 }, { id: 2 }] })).toStrictEqual([1, 2])
  expect(() => resultOf(ofItems, { items: ['secret'] })).toThrow(
    '"a.@arrayPath[1].@transform" got a string to transform; use it on an event or on items that are objects.'
  )
})

describe('@excludeWhenNull', () => {
  testEach([
    [{ '@excludeWhenNull': path('$.a') }, { a: null }, undefined],
    [{ '@excludeWhenNull': path('$.a') }, { a: 0 }, 0],
    [{ '@excludeWhenNull': path('$.a') }, { a: { b: null, c: { d: null, e: [null] } } }, { c: { e: [null] } }],
    [{ '@excludeWhenNull': { b: path('$.a'), c: 1 } }, { a: null }, { c: 1 }],
    [{ '@excludeWhenNull': [null] }, {}, [null]]
  ])
})

test.each(['@path', '@template'])('%s fails on an event that gives it no text to work with', (name) => {
  expect(() => resultOf({ [name]: path('$.a') }, { a: 5 })).toThrow(
    /^"a\.@\w+" got a number as its (?:path|template); make sure the directive under it gives a string\.$/
  )
})
