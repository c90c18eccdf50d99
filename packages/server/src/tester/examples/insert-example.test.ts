import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { insertExample } from './insert-example'
import { printLiteral } from './literal'
import type { LiteralStyle } from './literal'

const PRETTIER = join(__dirname, '../../../../../node_modules/prettier/bin/prettier.cjs')

const prettier = (text: string, ...options: readonly string[]): string =>
  execFileSync(process.execPath, [PRETTIER, '--no-config', '--parser', 'typescript', ...options], {
    input: text
  }).toString()

const example = {
  title: 'it works',
  action: 'act',
  event: {
    type: 'track' as const,
    userId: 'u-1',
    context: {
      traits: { email: 'ada@example.com' },
      page: { url: 'https://www.example.com/a/rather/long/path/to/see' }
    },
    properties: {
      list: [1, 2, 3],
      empty: [],
      none: {},
      products: [
        { sku: 'A', price: 1 },
        { sku: 'B', price: 2.5 }
      ],
      'odd key': null
    }
  },
  expect: {
    requests: [{ method: 'POST' as const, url: 'https://acme.example', json: { a: [{ b: 1 }], note: "it's" } }]
  }
}

const inserted = (text: string): string => {
  const result = insertExample(text, example)
  if (!result.ok) throw new Error(result.reason)
  return result.text
}

const file = (examples: string, options: readonly string[] = []): string =>
  prettier(
    `import { defineExamples } from 'kit'\nexport const examples = defineExamples(acme, {\n settings: { a: '1' }, examples: ${examples} })`,
    ...options
  )

const ONE = "[{ title: 'one', action: 'act', event: { type: 'track' }, expect: { skipped: 'never' } }]"

test.each([
  ['empty', '[]', []],
  ['of one', ONE, ['--print-width=120', '--no-semi', '--single-quote', '--trailing-comma=none']],
  ['of one, in other quotes and with commas behind everything', ONE, []],
  ['of one, by tabs', ONE, ['--use-tabs', '--single-quote']],
  ['of others', '[...first, ...second]', ['--single-quote']],
  ['of others and one', `[...first, ${ONE.slice(1)}`, ['--trailing-comma=none']]
])('a list %s stays as Prettier writes it', (_what, list, options) => {
  const before = file(list, options)
  const after = inserted(before)
  expect(prettier(after, ...options)).toBe(after)
  expect(after).toContain('it works')
})

test('line ends of Windows stay', () => {
  const after = inserted(file(ONE).replaceAll('\n', '\r\n'))
  expect(after.replaceAll('\r\n', '')).not.toContain('\n')
})

test('remarks stay where they are', () => {
  const text = `defineExamples(acme, {\n  examples: [\n    a, // about a\n    b // about b, and [more]\n    // the end\n  ]\n})\n`
  const after = inserted(text)
  expect(after).toContain('    a, // about a\n    b, // about b, and [more]\n    {\n')
  expect(after).toContain('    }\n    // the end\n  ]\n})\n')
})

test('the line is that of the title', () => {
  const result = insertExample(file(ONE), example)
  expect(result.ok && result.text.split('\n')[result.line - 1]).toContain('title: "it works"')
})

test('any JSON value reads back as it was', () => {
  const style = fc.record<LiteralStyle>({
    quote: fc.constantFrom("'", '"'),
    indent: fc.constantFrom('  ', '\t'),
    trailingComma: fc.boolean(),
    width: fc.constantFrom(20, 80, 120),
    newline: fc.constantFrom('\n', '\r\n')
  })
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), style, (value, how) => {
      const read: unknown = runInNewContext(`(${printLiteral(value, how, '')})`)
      expect(JSON.stringify(read)).toBe(JSON.stringify(value))
    })
  )
})
