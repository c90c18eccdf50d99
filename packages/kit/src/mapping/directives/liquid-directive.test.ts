import { Liquid } from 'liquidjs'
import type { LiquidOptions } from 'liquidjs'
import type * as mappingModule from '..'
import { compileMapping } from '..'

const render = (template: string, event: object): unknown =>
  compileMapping({ a: { '@liquid': template } }).resolve(event)['a']

describe('@liquid', () => {
  test('renders a template with the event', () => {
    expect(render('{{ traits.name | upcase }}{% if x %}!{% endif %}', { traits: { name: 'ann' }, x: 1 })).toBe('ANN!')
  })

  test('gives an empty string for an empty template', () => {
    expect(render('', {})).toBe('')
  })

  test('sees the item alone inside @arrayPath, and nothing in an item that is no object', () => {
    const { resolve } = compileMapping({ a: { '@arrayPath': ['$.items', { '@liquid': '[{{ id }}]' }] } })

    expect(resolve({ id: 0, items: [{ id: 1 }, 'x', null] })).toStrictEqual({ a: ['[1]', '[]', '[]'] })
  })

  test('starts afresh with every event', () => {
    const { resolve } = compileMapping({ a: { '@liquid': '{% increment n %}{% assign q = n %}' } })

    expect([resolve({}), resolve({})]).toStrictEqual([{ a: '0' }, { a: '0' }])
  })

  test('leaves an unknown filter out, as in actions-core', () => {
    expect(render('{{ a | nosuchfilter }}', { a: 'x' })).toBe('x')
  })

  test('fails by name of the field, without quoting the event', () => {
    const token = 's3cr3t'.repeat(9_000_000)

    expect(() => render('{{ token | append: token | append: token }}', { token })).toThrow(
      /^"a\.@liquid" could not be rendered: memory alloc limit exceeded; simplify the template\.$/
    )
  })

  test('hides whatever else liquid has to say about a value', () => {
    expect(() => render('{{ a | date: b }}', { a: { toString: 's3cr3t' }, b: 1 })).toThrow(
      '"a.@liquid" could not be rendered: a filter or tag failed on this event; simplify the template.'
    )
  })

  test('loads liquidjs and makes one engine when the first template is compiled, and not before', () => {
    const makeEngine = jest.fn((options: LiquidOptions) => new Liquid(options))
    const load = jest.fn(() => ({ Liquid: makeEngine }))
    jest.isolateModules(() => {
      jest.doMock('liquidjs', load)
      const fresh = jest.requireActual<typeof mappingModule>('..')
      fresh.compileMapping({ a: { '@path': '$.a' }, b: { '@liquid': '' } })
      expect(load).not.toHaveBeenCalled()
      fresh.compileMapping({ a: { '@liquid': '{{ a }}' }, b: { '@liquid': '{{ b }}' } })
      expect(load).toHaveBeenCalledTimes(1)
      expect(makeEngine).toHaveBeenCalledTimes(1)
    })
  })
})
