import { readYaml } from './yaml-text'
import type { PlacedProblem } from './yaml-text'

/** What is said of a text, each with its place. */
function saidOf(text: string): { readonly problems: readonly string[]; readonly warnings: readonly string[] } {
  const read = readYaml(text)
  return read.ok
    ? { problems: [], warnings: read.yaml.warnings.map(textOf) }
    : { problems: read.problems.map(textOf), warnings: [] }
}

const textOf = ({ line, column, message }: PlacedProblem): string => `${line}:${column} ${message}`

describe('a value that begins with a mark of YAML is said to need quotes, at its place', () => {
  test.each([
    ['sources:\n  site:\n    origins: *.example.com', '3:14 A word that begins with * repeats what'],
    ['a: [*x, b]', '1:5 A word that begins with * repeats what'],
    ['a: *later\nb: &later 1', '1:4 A word that begins with * repeats what'],
    ['a: 1\npassword: !abc def', '2:11 A word that begins with ! says of what type'],
    ['a: ! def', '1:6 A word that begins with ! says of what type'],
    ['a: !!set [b]', '1:4 A word that begins with ! says of what type']
  ])('%j', (text, problem) => {
    const { problems } = saidOf(text)
    expect(problems).toEqual([expect.stringContaining(problem)])
    expect(problems.join()).toMatch(/; put quotes around the value if that is part of it\.$/)
  })

  test('all of them at once, without what stands there', () => {
    const { problems } = saidOf('a: *secret-one\nb: !secret-two x')
    expect(problems).toHaveLength(2)
    expect(problems.join()).not.toContain('secret')
  })

  test('a name that nothing uses is a warning, for it may be meant', () => {
    expect(saidOf('a: &abc def')).toEqual({
      problems: [],
      warnings: [
        '1:9 A word that begins with & names what follows and is no part of it, and nothing uses this name; put quotes around the value if that is part of it.'
      ]
    })
  })
})

test.each([
  ['a: &a [*a]', '1:8 This repeats something that it is a part of, and would never end; write it out.'],
  ['a: &a {b: {<<: *a}}', '1:16 This repeats something that it is a part of'],
  ['a: 1\n<<: 3', '2:1 "<<" takes over the keys of an object'],
  ['x: &x 1\na: {<<: [*x]}', '2:5 "<<" takes over the keys of an object']
])('%j is refused at its place', (text, problem) => {
  expect(saidOf(text).problems).toEqual([expect.stringContaining(problem)])
})

test.each([
  'a: &x 1\nb: *x',
  'a: &x {c: 1}\nb: {<<: *x}',
  'a: &x {c: 1}\nb: {<<: [*x, {d: 1}]}',
  'a: "*x"\nb: "!x y"\nc: "&x y"\n"<<": 1',
  'a: !!str 12',
  'a: "00123"',
  'a: [8080, 0.5, -1]',
  'defaults: &defaults {c: 1}'
])('%j is as it should be', (text) => {
  expect(saidOf(text)).toEqual({ problems: [], warnings: [] })
})

test.each(['a: 00123', 'a: 12345678901234567890', 'a: 1e400', 'a: 0x1F'])(
  '%j does not stay what it is: a warning',
  (text) => {
    expect(saidOf(text).warnings).toEqual([
      expect.stringMatching(/^1:4 This is a number, which is not kept as it stands/)
    ])
  }
)

test('a line for YAML itself that means nothing to it is a warning', () => {
  expect(saidOf('%FOO bar\n---\na: 1').warnings).toEqual([expect.stringMatching(/^1:1 YAML may take this otherwise/)])
})
