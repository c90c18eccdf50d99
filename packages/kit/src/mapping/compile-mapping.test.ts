import { compileMapping, MappingError } from '.'
import type { Mapping } from '.'

const failureOf = (compute: () => unknown): unknown => {
  try {
    return compute()
  } catch (error) {
    return error
  }
}

const mistakesIn = (mapping: { readonly [key: string]: Mapping }): unknown => {
  const failure = failureOf(() => compileMapping(mapping))
  return failure instanceof MappingError ? failure.mistakes : failure
}

const pathsOf = (value: Mapping): readonly string[] => compileMapping({ value }).fields.flatMap(({ paths }) => paths)

const isMapping = (value: unknown): value is { readonly [key: string]: Mapping } => typeof value === 'object'

/** What no type would let through, as a file or a request might bring it. */
const untyped = (value: unknown): { readonly [key: string]: Mapping } => {
  if (isMapping(value)) return value
  throw new TypeError('not an object')
}

describe('a compiled mapping', () => {
  test('gives one key per field, in order, and none for a field without a value', () => {
    const { resolve } = compileMapping({
      b: { '@path': '$.userId' },
      a: { '@path': '$.missing' },
      deep: { list: ['x', { y: { '@path': '$.missing' } }], none: { '@path': '$.missing' } }
    })

    const payload = resolve({ userId: 'u' })

    expect(payload).toStrictEqual({ b: 'u', deep: { list: ['x', {}] } })
    expect(Object.keys(payload)).toStrictEqual(['b', 'deep'])
  })

  test('keeps null, which is a value', () => {
    expect(compileMapping({ a: { '@path': '$.a' }, b: null }).resolve({ a: null })).toStrictEqual({ a: null, b: null })
  })

  test("passes Segment's internal keys through like any other", () => {
    const mapping = { __segment_internal_sync_mode: 'add', __segment_internal_matching_key: 'email' }

    expect(compileMapping(mapping).resolve({})).toStrictEqual(mapping)
  })

  test('shares picked values with the event instead of copying them', () => {
    const event = { properties: { deep: {} } }

    expect(compileMapping({ a: { '@path': '$.properties' } }).resolve(event)['a']).toBe(event.properties)
  })

  test('gives a fresh object every time, whose constants nobody can change', () => {
    const { resolve } = compileMapping({ tags: ['a'], address: { city: 'x' } })

    expect(resolve({})).not.toBe(resolve({}))
    expect(resolve({})['tags']).toBe(resolve({})['tags'])
    expect(Object.values(resolve({})).every(Object.isFrozen)).toBe(true)
  })

  test('can be changed by nobody who still holds the mapping', () => {
    const mapping = { tags: ['a'], name: { '@path': '$.a' } }
    const { resolve } = compileMapping(mapping)
    mapping.tags.push('b')
    mapping.name['@path'] = '$.b'

    expect(resolve({ a: 1, b: 2 })).toStrictEqual({ tags: ['a'], name: 1 })
  })
})

describe('the fields of a compiled mapping', () => {
  test('resolve one by one to what the payload has', () => {
    const { fields, resolve } = compileMapping({ a: { '@path': '$.a' }, b: 'constant', c: { '@path': '$.missing' } })

    expect(fields.map((field) => [field.key, field.resolve({ a: 1 })])).toStrictEqual([
      ['a', 1],
      ['b', 'constant'],
      ['c', undefined]
    ])
    expect(resolve({ a: 1 })).toStrictEqual({ a: 1, b: 'constant' })
  })

  test.each<[string, Mapping, string[]]>([
    ['a path', { '@path': 'traits.email' }, ['$.traits.email']],
    ['the whole event', { '@path': '$.' }, ['$']],
    ['an index and a quoted key', { '@path': "$.a[0]['b c']" }, ["$.a[0]['b c']"]],
    ['a template', { '@template': '{{a}} {{ b.c }} {{a}}' }, ['$.a', '$.b.c']],
    [
      'a choice',
      { '@if': { exists: { '@path': '$.a' }, then: { '@path': '$.a' }, else: { '@path': '$.b' } } },
      ['$.a', '$.b']
    ],
    ['items', { '@arrayPath': ['$.items', { id: { '@path': '$.id' } }] }, ['$.items[].id']],
    ['items without paths', { '@arrayPath': ['$.items', { id: 1 }] }, ['$.items']],
    [
      'what a transform applies',
      { '@transform': { apply: { x: { '@path': '$.a' } }, mapping: { y: { '@path': '$.x' } } } },
      ['$.a']
    ],
    ['liquid', { '@liquid': '{% assign q = a %}{{ q }}{{ b.c }}' }, ['$.a', '$.b.c']],
    ['a constant', { '@literal': { a: 'b' } }, []]
  ])('name the paths of %s', (_, value, paths) => {
    expect(pathsOf(value)).toStrictEqual(paths)
  })
})

describe('a mapping with a directive at its root', () => {
  test('passes its fields through __segment_internal_directive', () => {
    const { resolve } = compileMapping({
      __segment_internal_directive: { '@transform': { apply: { id: { '@path': '$.userId' } } } },
      user: { '@path': '$.id' },
      event: { '@path': '$.userId' }
    })

    expect(resolve({ userId: 'u' })).toStrictEqual({ user: 'u' })
  })

  test('has one field, named after the directive', () => {
    const { fields, resolve } = compileMapping({ '@path': '$.traits' })

    expect(fields.map(({ key, paths }) => [key, paths])).toStrictEqual([['@path', ['$.traits']]])
    expect(resolve({ traits: { a: 1 } })).toStrictEqual({ a: 1 })
  })

  test.each<[string, Mapping]>([
    ['no object', 'x'],
    ['nothing in it', {}],
    ['two directives', { '@transform': {}, '@merge': {} }],
    ['no options', { '@transform': 'x' }]
  ])('is a mistake when it has %s', (_, root) => {
    expect(mistakesIn({ __segment_internal_directive: root })).toStrictEqual([
      {
        path: '__segment_internal_directive',
        message:
          '"__segment_internal_directive" is not one directive with an object of options; write { "@transform": { "apply": … } }.'
      }
    ])
  })
})

describe('a mapping with mistakes', () => {
  test('is refused once, with every mistake, its place and what to do', () => {
    const failure = failureOf(() =>
      compileMapping({
        email: { '@paht': '$.email' },
        name: { '@template': 5 },
        address: { city: { '@if': { then: { '@case': { operator: 'title' } } } } },
        tags: [{ '@json': { mode: 'encode' } }]
      })
    )

    expect(failure).toBeInstanceOf(MappingError)
    expect(failure).toMatchObject({ name: 'MappingError', code: 'MAPPING_INVALID', retryable: false })
    expect(String(failure).split('\n')).toStrictEqual([
      'MappingError: The mapping has 5 mistakes:',
      expect.stringMatching(/^- "email" has the unknown directive "@paht"; use one of @path, @template,.* @liquid\.$/),
      '- "name.@template" is a number; give it a string or a directive.',
      '- "address.city.@if.then.@case" has no usable "operator"; write "lower" or "upper".',
      '- "address.city.@if" has neither "exists" nor "blank"; add the value that decides.',
      '- "tags[0].@json" has no "value"; add it.'
    ])
  })

  test('says a single mistake in a single sentence', () => {
    expect(String(failureOf(() => compileMapping({ a: { '@path': null } })))).toBe(
      'MappingError: "a.@path" is null; give it a string or a directive.'
    )
  })

  test('has more than one key where a directive stands', () => {
    expect(mistakesIn({ a: { '@path': '$.a', '@literal': 1 }, b: { '@path': '$.b', other: 1 } })).toStrictEqual([
      { path: 'a', message: '"a" has "@path" beside "@literal"; a directive stands alone, so keep one key.' },
      { path: 'b', message: '"b" has "@path" beside "other"; a directive stands alone, so keep one key.' }
    ])
  })

  test('has _metadata beside a directive, and that is none', () => {
    expect(compileMapping({ a: { '@path': '$.a', _metadata: { label: 'A' } } }).resolve({ a: 1 })).toStrictEqual({
      a: 1
    })
  })

  test('has @-keys beside others inside an array or a literal, and that is data', () => {
    const data = [{ '@type': 'Person', name: 'Ann' }]

    expect(compileMapping({ a: data, b: { '@literal': data[0] ?? null } }).resolve({})).toStrictEqual({
      a: data,
      b: data[0]
    })
  })

  test('has a key that would be a prototype', () => {
    const mapping = untyped(JSON.parse('{ "a": { "__proto__": { "admin": true } } }'))

    expect(mistakesIn(mapping)).toStrictEqual([
      { path: 'a.__proto__', message: '"a.__proto__" is a key that no payload can have; rename it.' }
    ])
  })

  test.each([
    ['a function', () => 1],
    ['an object', new Date(0)],
    ['a bigint', 1n]
  ])('has %s that JSON cannot carry', (kind, value) => {
    expect(failureOf(() => compileMapping(untyped({ a: value })))).toMatchObject({
      message: `"a" is ${kind}, which JSON cannot carry; write a JSON value.`
    })
  })

  test('is no object', () => {
    expect(failureOf(() => compileMapping(untyped([])))).toMatchObject({
      message: 'the mapping is an array; give it an object, whose keys are the fields.'
    })
  })
})

test('keys named __proto__ in an event never become a prototype', () => {
  const event = untyped(JSON.parse('{ "a": { "__proto__": { "admin": true }, "b": null } }'))
  const { resolve } = compileMapping({
    merged: { '@merge': { direction: 'right', objects: [{ '@path': '$.a' }] } },
    flat: { '@flatten': { value: { '@path': '$.a' }, separator: '.' } },
    clean: { '@excludeWhenNull': { '@path': '$.a' } }
  })

  const payload = resolve(event)
  expect(payload).toStrictEqual({ merged: { b: null }, flat: { '__proto__.admin': true, b: null }, clean: {} })
  for (const built of Object.values(payload)) expect(Object.getPrototypeOf(built)).toBe(Object.prototype)
})

test('an error while mapping names the place and never a value', () => {
  const failure = failureOf(() =>
    compileMapping({ a: { b: { '@template': { '@path': '$.secret' } } } }).resolve({ secret: { token: 's3cr3t' } })
  )

  expect(failure).toMatchObject({
    code: 'MAPPING_FAILED',
    mistakes: [
      {
        path: 'a.b.@template',
        message: '"a.b.@template" got an object as its template; make sure the directive under it gives a string.'
      }
    ]
  })
  expect(JSON.stringify(failure) + String(failure)).not.toContain('s3cr3t')
})
