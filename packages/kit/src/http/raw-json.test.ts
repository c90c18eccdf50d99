import fc from 'fast-check'
import { encodeJson, RawJson } from './raw-json'

test('any JSON value is written as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) =>
      expect(encodeJson(value)).toBe(JSON.stringify(value))
    )
  )
})

test('what JSON has no word for is left out of objects, and null in lists, as JSON.stringify does', () => {
  const value = {
    undefined,
    function: () => 1,
    symbol: Symbol('x'),
    notANumber: NaN,
    infinite: -Infinity,
    negativeZero: -0,
    list: [undefined, () => 1, Symbol('x'), NaN, null],
    [Symbol('key')]: 1,
    '': 0
  }
  expect(encodeJson(value)).toBe(JSON.stringify(value))
})

test('what says how it is written is written so', () => {
  const value = {
    date: new Date(0),
    invalid: new Date(NaN),
    url: new URL('https://acme.example/a'),
    gone: { toJSON: () => undefined },
    keyed: { toJSON: (key: string) => `called ${key}` },
    list: [new Date(0), { toJSON: () => undefined }, { toJSON: (key: string) => key }],
    nested: { toJSON: () => ({ inner: new Date(0) }) },
    twice: { toJSON: () => ({ toJSON: () => 1 }) },
    member: { toJSON: 1 }
  }
  expect(encodeJson(value)).toBe(JSON.stringify(value))
  expect(encodeJson(new Date(0))).toBe(JSON.stringify(new Date(0)))
  expect(encodeJson({ toJSON: () => new RawJson('1.0') })).toBe('1.0')
})

test('lists with holes have null there', () => {
  const holes: number[] = []
  holes[2] = 3
  expect(encodeJson(holes)).toBe('[null,null,3]')
})

test('text that is JSON already is placed as it is, wherever it stands', () => {
  const raw = new RawJson('{"price": 1.0}')
  expect(encodeJson(raw)).toBe('{"price": 1.0}')
  expect(encodeJson({ batch: [raw, null, raw], one: raw })).toBe(
    '{"batch":[{"price": 1.0},null,{"price": 1.0}],"one":{"price": 1.0}}'
  )
})

test('the order of keys and large bodies are kept as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 20 }), (items) => {
      const raws = items.map((item) => new RawJson(JSON.stringify(item)))
      expect(encodeJson({ z: raws, a: items })).toBe(JSON.stringify({ z: items, a: items }))
      expect(JSON.stringify({ z: raws, a: items })).toBe(JSON.stringify({ z: items, a: items }))
    })
  )
})

test('a value without any JSON is null, since a body cannot be nothing', () => {
  expect(encodeJson(undefined)).toBe('null')
})
