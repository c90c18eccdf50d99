import { transform } from '@segment/actions-core'
import { compileMapping } from '.'

/** A mapping that both sides take: actions-core asks for one it may write to. */
type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

interface Answers {
  readonly segment: unknown
  readonly ours: unknown
}

const bothAnswers = (value: Value, event: { [key: string]: unknown }): Answers => ({
  segment: transform(structuredClone({ value }), structuredClone(event))['value'],
  ours: compileMapping({ value }).resolve(event)['value']
})

const same = (answer: unknown): Answers => ({ segment: answer, ours: answer })

const missing = { '@path': '$.missing' }

describe('where actions-core is wrong, and this is right', () => {
  test.each([0, false, '', null])('an @if gives the else it has, even %j', (otherwise) => {
    const value = { '@if': { exists: missing, then: 'there', else: otherwise } }

    expect(bothAnswers(value, {})).toStrictEqual({ segment: undefined, ours: otherwise })
  })

  test('a value in a template is never read as a template', () => {
    const event = { name: '{{email}}', email: 'ann@example.com' }

    expect(bothAnswers({ '@template': 'Hi {{{name}}}' }, event)).toStrictEqual({
      segment: 'Hi ann@example.com',
      ours: 'Hi {{email}}'
    })
  })

  test('a template can hold an object that has toString as data', () => {
    const event = { it: { toString: 1 } }

    expect(() => transform({ value: { '@template': '{{it}}' } }, event)).toThrow('primitive')
    expect(compileMapping({ value: { '@template': '{{it}}' } }).resolve(event)).toStrictEqual({
      value: '[object Object]'
    })
  })

  test.each(['$.traits.constructor', '$.traits.toString', '$.list.map', '$.name.link', '$.count.toFixed'])(
    'the path %s reaches nothing that JavaScript put there',
    (path) => {
      const { segment, ours } = bothAnswers({ '@path': path }, { traits: {}, list: [], name: 'Ann', count: 3 })

      expect(typeof segment).toBe('function')
      expect(ours).toBeUndefined()
    }
  )

  test('no path reaches a prototype', () => {
    const { segment, ours } = bothAnswers({ '@path': '$.list.__proto__' }, { list: [1] })

    expect(segment).toStrictEqual([])
    expect(ours).toBeUndefined()
  })

  test('a liquid counter leaves the event alone', () => {
    const event = { visits: 7 }
    transform({ value: { '@liquid': '{% increment visits %}' } }, event)
    expect(event).toStrictEqual({ visits: 8 })

    const frozen = Object.freeze({ visits: 7 })
    expect(compileMapping({ value: { '@liquid': '{% increment visits %}' } }).resolve(frozen)).toStrictEqual({
      value: '7'
    })
  })

  test('a liquid date is written as UTC, wherever this runs', () => {
    const value = { '@liquid': "{{ at | date: '%H:%M' }}" }

    expect(bothAnswers(value, { at: '2026-01-01T12:00:00Z' })).toStrictEqual({ segment: '08:30', ours: '12:00' })
  })

  test('a root directive is read, not written to', () => {
    const root = { '@transform': { apply: { email: { '@path': '$.mail' } } } }
    const mapping = { to: { '@path': '$.email' }, __segment_internal_directive: root }

    expect(compileMapping(mapping).resolve({ mail: 'a@b.c' })).toStrictEqual({ to: 'a@b.c' })
    expect(Object.keys(root['@transform'])).toStrictEqual(['apply'])
    transform(mapping, {})
    expect(Object.keys(root['@transform'])).toStrictEqual(['apply', 'mapping'])
  })

  test('a mapping that gives no object as a whole fails here and not later', () => {
    expect(transform({ '@path': '$.name' }, { name: 'Ann' })).toBe('Ann')
    expect(() => compileMapping({ '@path': '$.name' }).resolve({ name: 'Ann' })).toThrow(
      'The mapping as a whole gives a string; make "@path" give an object, whose keys are the fields.'
    )
  })
})

describe('what looks like a defect, and mappings rely on', () => {
  test('a template writes an object as JavaScript does', () => {
    expect(bothAnswers({ '@template': '{{traits}}!' }, { traits: {} })).toStrictEqual(same('[object Object]!'))
  })

  test('an item of an array does not see the event around it', () => {
    const value = { '@arrayPath': ['$.items', { id: { '@path': '$.id' }, user: { '@path': '$.user' } }] }

    expect(bothAnswers(value, { user: 'u', items: [{ id: 1 }] })).toStrictEqual(same([{ id: 1 }]))
  })

  test('a path reaches no key that has a dot in it', () => {
    expect(bothAnswers({ '@path': "$.traits['a.b']" }, { traits: { 'a.b': 1 } })).toStrictEqual(same(undefined))
  })

  test('a path that meets a falsy value gives that value', () => {
    expect(bothAnswers({ '@path': '$.traits.email' }, { traits: null })).toStrictEqual(same(null))
    expect(bothAnswers({ '@path': '$.traits.email' }, { traits: '' })).toStrictEqual(same(''))
  })

  test('the blank of @if holds for what is not blank', () => {
    const value = { '@if': { blank: { '@path': '$.name' }, then: 'filled', else: 'blank' } }

    expect(bothAnswers(value, { name: 'Ann' })).toStrictEqual(same('filled'))
    expect(bothAnswers(value, { name: '' })).toStrictEqual(same('blank'))
    expect(bothAnswers(value, { name: 0 })).toStrictEqual(same('blank'))
  })

  test('a merge gives up a key whose winner has no value', () => {
    const value = { '@merge': { direction: 'right', objects: [{ plan: 'free' }, { plan: missing }] } }

    expect(bothAnswers(value, {})).toStrictEqual(same({}))
  })

  test('a replace in what is no text gives an empty string', () => {
    expect(bothAnswers({ '@replace': { pattern: 'a', value: missing } }, {})).toStrictEqual(same(''))
  })

  test('a flattened scalar comes out under an empty key', () => {
    expect(bothAnswers({ '@flatten': { value: { '@path': '$.a' }, separator: '.' } }, { a: 1 })).toStrictEqual(
      same({ '': 1 })
    )
  })
})
