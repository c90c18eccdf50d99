import { compileMapping, MappingError } from '..'
import type { Mapping } from '..'

const mistakesIn = (value: Mapping): readonly string[] => {
  try {
    compileMapping({ f: value })
    return []
  } catch (error) {
    if (error instanceof MappingError) return error.mistakes.map(({ message }) => message)
    throw error
  }
}

const long = 'more than ten'

describe('each mistake says what, where and what to do', () => {
  test.each<[Mapping, string]>([
    [{ '@path': 1 }, '"f.@path" is a number; give it a string or a directive.'],
    [{ '@path': { a: 1 } }, '"f.@path" is an object; give it a string or a directive.'],
    [{ '@path': { '@literal': true } }, '"f.@path" gives a boolean; give it a string.'],
    [{ '@template': [] }, '"f.@template" is an array; give it a string or a directive.'],
    [{ '@template': { '@literal': null } }, '"f.@template" gives null; give it a string.'],
    [{ '@if': 'x' }, '"f.@if" is a string; give it an object of options.'],
    [{ '@if': [] }, '"f.@if" is an array; give it an object of options.'],
    [{ '@if': { '@path': '$.a' } }, '"f.@if" is a directive where its options belong; put the directive in an option.'],
    [{ '@if': { else: 1 } }, '"f.@if" has neither "exists" nor "blank"; add the value that decides.'],
    [{ '@case': {} }, '"f.@case" has no usable "operator"; write "lower" or "upper".'],
    [{ '@case': { operator: 'LOWER' } }, '"f.@case" has no usable "operator"; write "lower" or "upper".'],
    [{ '@case': { operator: 'lower', value: 1 } }, '"f.@case.value" is a number; give it a string or a directive.'],
    [{ '@replace': { value: 'a' } }, '"f.@replace.pattern" is nothing; give it 1 to 10 characters to look for.'],
    [
      { '@replace': { value: 'a', pattern: '' } },
      '"f.@replace.pattern" is a string of 0 characters; give it 1 to 10 characters to look for.'
    ],
    [
      { '@replace': { value: 'a', pattern: long } },
      '"f.@replace.pattern" is a string of 13 characters; give it 1 to 10 characters to look for.'
    ],
    [
      { '@replace': { value: 'a', pattern: 'a', pattern2: long } },
      '"f.@replace.pattern2" is a string of 13 characters; give it 1 to 10 characters to look for.'
    ],
    [
      { '@replace': { value: 'a', pattern: 'a', replacement: long } },
      '"f.@replace.replacement" is a string of 13 characters; give it at most 10 characters.'
    ],
    [
      { '@replace': { value: 'a', pattern: 'a', pattern2: 'a', replacement2: 2 } },
      '"f.@replace.replacement2" is a number; give it at most 10 characters.'
    ],
    [
      { '@replace': { value: 'a', pattern: 'a', replacement: null } },
      '"f.@replace.replacement" is null; give it at most 10 characters.'
    ],
    [
      { '@replace': { value: 'a', pattern: 'a', global: 'yes' } },
      '"f.@replace.global" is a string; write true or false.'
    ],
    [
      { '@replace': { value: 'a', pattern: 'a', ignorecase: 1 } },
      '"f.@replace.ignorecase" is a number; write true or false.'
    ],
    [{ '@replace': { pattern: 'a' } }, '"f.@replace.value" is nothing; give it a string or a directive.'],
    [{ '@arrayPath': '$.a' }, '"f.@arrayPath" is a string; give it [path, shape of an item].'],
    [{ '@arrayPath': [] }, '"f.@arrayPath[0]" is nothing; give it a string or a directive.'],
    [{ '@arrayPath': [1, { a: 1 }] }, '"f.@arrayPath[0]" is a number; give it a string or a directive.'],
    [{ '@flatten': { separator: '.' } }, '"f.@flatten" has no "value"; add it.'],
    [
      { '@flatten': { value: 1, separator: '' } },
      '"f.@flatten.separator" is no text; give it the text between keys, such as ".".'
    ],
    [{ '@json': { mode: 'encode' } }, '"f.@json" has no "value"; add it.'],
    [{ '@json': { mode: 'encode', value: 0 } }, '"f.@json.value" is empty; give it a directive or a value to convert.'],
    [{ '@json': { mode: 'Encode', value: 1 } }, '"f.@json" has no usable "mode"; write "encode" or "decode".'],
    [{ '@merge': { objects: [] } }, '"f.@merge" has no usable "direction"; write "left" or "right".'],
    [
      { '@merge': { direction: 'LEFT', objects: [] } },
      '"f.@merge" has no usable "direction"; write "left" or "right".'
    ],
    [{ '@merge': { direction: 'left' } }, '"f.@merge.objects" is nothing; give it an array of the objects to merge.'],
    [
      { '@merge': { direction: 'left', objects: [{}, 'x'] } },
      '"f.@merge.objects[1]" is a string; give it an object or a directive.'
    ],
    [{ '@transform': { mapping: {} } }, '"f.@transform.apply" is nothing; give it an object or a directive.'],
    [
      { '@transform': { apply: {}, mapping: [] } },
      '"f.@transform.mapping" is an array; give it an object or a directive.'
    ],
    [{ '@liquid': 1 }, '"f.@liquid" is a number; give it a template as a string.'],
    [{ '@liquid': 'x'.repeat(1001) }, '"f.@liquid" has 1001 characters; shorten it to 1000.'],
    [
      { '@liquid': '{% for a in b %}{% endfor %}' },
      '"f.@liquid" is no template that can run (tag "for" is disabled, line:1, col:1); correct it.'
    ],
    [
      { '@liquid': '{{ a | sort }}' },
      '"f.@liquid" is no template that can run (filter "sort" is disabled, line:1, col:1); correct it.'
    ],
    [
      { '@liquid': '{{ a ' },
      '"f.@liquid" is no template that can run (output "{{ a " not closed, line:1, col:1); correct it.'
    ]
  ])('%j', (value, message) => {
    expect(mistakesIn(value)).toStrictEqual([message])
  })

  test.each(['@literal', '@excludeWhenNull'])('%s without a value', (name) => {
    const given = Object.fromEntries([[name, undefined]])

    expect(() => compileMapping({ f: given })).toThrow(`"f.${name}" has no value; give it a JSON value.`)
  })

  test.each<Mapping>([{ '@unknown': 1 }, [{ '@unknown': 1 }], { '@literal': { a: [{ '@unknown': 1 }] } }])(
    'an unknown directive in %j',
    (value) => {
      expect(mistakesIn(value)).toHaveLength(1)
    }
  )
})
