import fc from 'fast-check'
import { MAXIMUM_RECORD_BYTES } from './input-record'
import type { InputRecord, Splitter } from './input-record'
import { createArraySplitter } from './split-array'
import { createLineSplitter } from './split-lines'

/** What a splitter gives for bytes cut at these places, with contents as text. */
function split(splitter: Splitter, text: string | Buffer, cuts: readonly number[] = []) {
  const bytes = Buffer.from(text)
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].toSorted(
    (a, b) => a - b
  )
  const records = places.flatMap((place, index) => [
    ...splitter.push(bytes.subarray(place, places[index + 1] ?? place))
  ])
  return [...records, ...splitter.end()].map(readable)
}

const readable = (record: InputRecord) =>
  record.kind === 'text' ? { text: record.content.toString('utf8').trim(), line: record.line } : record

const everyByte = (text: string): readonly number[] => Array.from(Buffer.from(text), (_, index) => index)

const event = (name: string): string =>
  JSON.stringify({ type: 'track', userId: 'u', event: name, properties: { a: [{}] } })

const cuts = fc.array(fc.nat(), { maxLength: 20 })
const values = fc.array(
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
  { maxLength: 12 }
)
const space = fc.constantFrom('', ' ', '\n', '\r\n', '\n\n\t', '  \n ')

describe('JSON lines', () => {
  test('are the same records at the same lines, however they are cut into chunks', () => {
    const lines = fc.array(
      fc.oneof(
        values.map((parts) => parts.join(' ')),
        space.map((blank) => blank.replaceAll('\n', ''))
      )
    )
    fc.assert(
      fc.property(lines, fc.boolean(), cuts, (texts, endsWithNewline, places) => {
        const text = texts.join('\n') + (endsWithNewline ? '\n' : '')
        const expected = text
          .split('\n')
          .map((content, index) => ({ text: content.trim(), line: index + 1 }))
          .filter(({ text: content }) => content !== '')
        expect(split(createLineSplitter(), text, places)).toEqual(expected)
      })
    )
  })

  test('survive a line that is too long, in one chunk or many', () => {
    const long = 'x'.repeat(MAXIMUM_RECORD_BYTES + 1)
    const expected = [
      { text: 'first', line: 1 },
      { kind: 'too-long', bytes: MAXIMUM_RECORD_BYTES + 1, line: 2 },
      { text: 'last', line: 3 }
    ]
    const text = `first\n${long}\nlast`
    expect(split(createLineSplitter(), text)).toEqual(expected)
    expect(split(createLineSplitter(), text, [3, 1000, 500_000, 1_000_000, MAXIMUM_RECORD_BYTES + 8])).toEqual(expected)
  })

  test('take a line of exactly the maximum', () => {
    const [record] = split(createLineSplitter(), 'x'.repeat(MAXIMUM_RECORD_BYTES))
    expect(record).toHaveProperty('text')
  })

  test('keep a character whose bytes are spread over chunks', () => {
    const text = '"Ærø 🧭"\n"€"'
    expect(split(createLineSplitter(), text, everyByte(text))).toEqual([
      { text: '"Ærø 🧭"', line: 1 },
      { text: '"€"', line: 2 }
    ])
  })
})

describe('a JSON array', () => {
  test('is the same records at the same lines as parsing the whole, however it is cut into chunks', () => {
    const pretty = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 8 }).chain((parts) =>
      fc.tuple(
        fc.constant(parts),
        fc.array(fc.tuple(space, space, fc.constantFrom(undefined, 2, '\t')), {
          minLength: parts.length,
          maxLength: parts.length
        }),
        space
      )
    )
    fc.assert(
      fc.property(pretty, cuts, ([parts, styles, after], places) => {
        let text = `${after}[`
        const expected = parts.map((part, index) => {
          const [before = '', behind = '', indentation] = styles[index] ?? []
          text += (index === 0 ? '' : ',') + before
          const line = text.split('\n').length
          text += JSON.stringify(part, null, indentation) + behind
          return { value: part, line }
        })
        text += `]${after}`
        const records = split(createArraySplitter(), text, places)
        const read = records.map((record) =>
          'text' in record ? { value: JSON.parse(record.text) as unknown, line: record.line } : record
        )
        expect(JSON.stringify(read)).toEqual(JSON.stringify(expected))
      })
    )
  })

  test.each([
    ['an empty array', '[]', []],
    ['an empty array over lines', '\n[\n \n]\n', []],
    ['strings with brackets, quotes and commas', '["a]\\"},{", "\\\\"]', ['"a]\\"},{"', '"\\\\"']],
    ['nested arrays', '[[1,[2]],[[]]]', ['[1,[2]]', '[[]]']]
  ])('holds what its elements are: %s', (_, text, expected) => {
    const records = split(createArraySplitter(), text, everyByte(text))
    expect(records.map((record) => ('text' in record ? record.text : record))).toEqual(expected)
  })

  const [first, second, third] = [event('first'), event('second'), event('third')]

  test.each([
    ['a missing closing brace', '{"type":"track","properties":{"a":1}'],
    ['a missing closing bracket', '{"type":"track","list":[1}'],
    ['a brace too many', '{"type":"track"}}'],
    ['a missing quote', '{"type":"track}'],
    ['a missing quote before a line break', '{"type":"track\n}'],
    ['a missing comma inside', '{"type":"track" "event":"x"}'],
    ['words behind an object', '{"type":"track"} and more'],
    ['a closing bracket too many', '{"type":"track"}]'],
    ['a colon between elements', '{"type":"track"}:1'],
    ['an array that never closes', '[[[[ '],
    ['an element that is too long', `[${'1,'.repeat(MAXIMUM_RECORD_BYTES / 2)}1]`]
  ])('loses nothing beside an element with %s', (_, broken) => {
    for (const separator of [',', ',\n', '\n,  ']) {
      const text = `[${[first, broken, second, third].join(separator)}]`
      const records = split(createArraySplitter(), text, [3, 50, 90, 133, 200, text.length - 3])
      const found = records.flatMap((record) => ('text' in record ? [record.text] : []))
      expect(found).toEqual(expect.arrayContaining([first, second, third]))
      expect(found.indexOf(second)).toBeLessThan(found.indexOf(third))
      const reported = records.filter((record) => !('text' in record) || !isEvent(record.text))
      expect(reported.length).toBeGreaterThan(0)
    }
  })

  test('gives up an element that is too long also when it comes in many chunks', () => {
    const text = `[${first},[${'1,'.repeat(MAXIMUM_RECORD_BYTES)}${second},${third}]`
    const places = Array.from({ length: 40 }, (_, index) => index * 65_536)
    const records = split(createArraySplitter(), text, places)
    expect(records.flatMap((record) => ('text' in record ? [record.text] : []))).toEqual([first, second, third])
    expect(records).toContainEqual({
      kind: 'broken',
      line: 1,
      reason: expect.stringMatching(/^More than 1048576 bytes belong to the event that begins in line 1; /) as unknown
    })
  })

  test('tells what is wrong, where it begins, and where reading went on', () => {
    const text = `[\n${first},\n{"type":"track\n},\n{\n"oops"}},\n${second}\n]`
    expect(split(createArraySplitter(), text)).toEqual([
      { text: first, line: 2 },
      {
        kind: 'broken',
        line: 3,
        reason: expect.stringMatching(/^This is not valid JSON: .*; reading went on in line 7\.$/) as unknown
      },
      { text: second, line: 7 }
    ])
  })

  test('takes no part of a broken event for an event', () => {
    const text = `[{"type":"track","products":[{"a":1},{"b":{"c":2}},{"type":"shirt"}],"x":"y},${second}]`
    const found = split(createArraySplitter(), text).flatMap((record) => ('text' in record ? [record.text] : []))
    expect(found).toEqual([second])
  })

  test.each([
    ['inside an event', `[${first},{"type":"track","eve`, [first]],
    ['between events', `[${first},${second},`, [first, second]],
    ['before the bracket', `[${first},${second}`, [first, second]],
    ['inside an unclosed list, with events behind it', `[{"a":[1,${first},${second}`, [first, second]]
  ])('cut off %s keeps what is whole and says so', (_, text, expected) => {
    const records = split(createArraySplitter(), text, everyByte(text))
    expect(records.flatMap((record) => ('text' in record ? [record.text] : []))).toEqual(expected)
    expect(records.some((record) => 'reason' in record && record.reason.includes('before the array is closed'))).toBe(
      true
    )
  })

  test.each([
    ['a trailing comma', `[${first},${second},\n]`, 2],
    ['a hole', `[${first},,${second}]`, 1],
    ['a leading comma', `[,${first},${second}]`, 1]
  ])('with %s keeps every event and reports the comma', (_, text, line) => {
    const records = split(createArraySplitter(), text, everyByte(text))
    expect(records.flatMap((record) => ('text' in record ? [record.text] : []))).toEqual([first, second])
    expect(records).toContainEqual({
      kind: 'broken',
      line,
      reason: 'There is a comma without an event; take the comma out.'
    })
  })

  test('reports a missing comma and keeps the events on both sides', () => {
    expect(split(createArraySplitter(), `[${first}\n${second}]`)).toEqual([
      { text: first, line: 1 },
      { kind: 'broken', line: 2, reason: 'There is no comma before this event; put one in.' },
      { text: second, line: 2 }
    ])
  })

  test('may be the first line of JSON lines: what follows is read line by line', () => {
    const text = `[${first}]\n${second}\n\n${third}`
    expect(split(createArraySplitter(), text, everyByte(text))).toEqual([
      { text: first, line: 1 },
      { text: second, line: 2 },
      { text: third, line: 4 }
    ])
  })

  test('goes through any bytes without an error, and ends', () => {
    const pieces = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', '\n', ' ', '1', 'x', first)
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), cuts, (parts, places) => {
        const text = `[${parts.join('')}`
        const whole = split(createArraySplitter(), text)
        expect(split(createArraySplitter(), text, places)).toEqual(whole)
      }),
      { numRuns: 500 }
    )
  })
})

function isEvent(text: string): boolean {
  try {
    return 'event' in (JSON.parse(text) as object)
  } catch {
    return false
  }
}
