import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import type { FieldFormat } from '../fields'
import { isDateLike } from './date-formats'
import { formatFor } from './formats'

interface Validator {
  readonly validateSchema: (payload: object, schema: object, options: { readonly throwIfInvalid: boolean }) => boolean
}

const folder = dirname(require.resolve('@segment/actions-core'))
const { validateSchema } = jest.requireActual<Validator>(join(folder, 'schema-validation'))

const acceptedBySegment = (format: string): ((value: string) => boolean) => {
  const schema = { type: 'object', properties: { value: { type: 'string', format } } }
  return (value) => validateSchema({ value }, schema, { throwIfInvalid: false })
}

const pieces = fc.oneof(
  fc.constantFrom('2024', '1999', '0000', '02', '29', '28', '31', '00', '12', '13', '23', '59', '60', '1600000000000'),
  fc.constantFrom('-', '/', ':', '.', 'T', 't', ' ', 'Z', 'z', '+', '+02:00', '-0330', ',', '\n'),
  fc.constantFrom(
    'http',
    'https',
    'mailto',
    'urn:uuid',
    '//',
    '@',
    '?',
    '#',
    '[',
    ']',
    '%20',
    '%zz',
    '{',
    '}',
    '{?a*}'
  ),
  fc.constantFrom(
    '::',
    'ffff',
    '1',
    'abcd',
    '255',
    '256',
    '192.168.0.1',
    '01',
    'g',
    'v1.a',
    '"',
    "'",
    '\\',
    '\\Z',
    '(',
    '*'
  ),
  fc.constantFrom('example', 'com', 'a', 'a-b', '-a', 'Ü', 'January', 'Mon', 'GMT', 'am', 'NaN', 'Infinity', '1e3', ''),
  fc.string({ maxLength: 3 })
)

const joined = fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join(''))
const pad = (value: number, length = 2): string => String(value).padStart(length, '0')
const digits = fc.integer({ min: 0, max: 99 })

const timestamps = fc
  .tuple(fc.constantFrom('2024', '2023', '1900', '0001'), fc.array(digits, { minLength: 5, maxLength: 5 }), pieces)
  .chain(([year, [month = 0, day = 0, hour = 0, minute = 0, second = 0], tail]) =>
    fc.constantFrom(
      `${year}-${pad(month % 14)}-${pad(day % 33)}`,
      `${pad(hour % 26)}:${pad(minute % 61)}:${pad(second % 62)}${tail}`,
      `${year}-${pad(month % 14)}-${pad(day % 33)}T${pad(hour % 26)}:${pad(minute % 61)}:${pad(second % 62)}${tail}`,
      `${year}-${pad((month % 12) + 1)}-${pad((day % 28) + 1)} ${pad(hour % 24)}:${pad(minute % 60)}:${pad(second % 60)}Z`
    )
  )

const dates = fc.date({ noInvalidDate: true })
const writtenDates = fc.oneof(
  dates.map((date) => date.toISOString()),
  dates.map((date) => date.toUTCString()),
  dates.map((date) => String(date)),
  fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger()).map(String)
)

const groups = fc.array(fc.constantFrom('0', 'ff', 'abcd', '12345', '', '1.2.3.4', '1.2.3.04'), { maxLength: 10 })
const addresses = fc
  .tuple(groups, groups)
  .chain(([before, after]) =>
    fc.constantFrom(
      before.join(':'),
      `${before.join(':')}::${after.join(':')}`,
      `http://[${before.join(':')}::${after.join(':')}]/`
    )
  )

const candidates = fc.oneof(
  joined,
  timestamps,
  writtenDates,
  addresses,
  addresses.map((address) => `http://[${address}]`),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.emailAddress(),
  fc.domain(),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.uuid(),
  fc.uuid().map((value) => `urn:uuid:${value}`),
  fc.string({ unit: 'binary', maxLength: 12 })
)

const formats: readonly FieldFormat[] = [
  'date',
  'time',
  'date-time',
  'uri',
  'uri-reference',
  'uri-template',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'regex',
  'uuid',
  'password',
  'text'
]

beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined)
})

describe('each format takes the strings that Segment takes', () => {
  it.each(formats)('%s', (format) => {
    const theirs = acceptedBySegment(format)
    const ours = formatFor(format)?.accepts ?? (() => true)
    fc.assert(
      fc.property(candidates, (value) => {
        expect(ours(value)).toBe(theirs(value))
      }),
      { numRuns: 2000 }
    )
  })

  it('datetime', () => {
    const theirs = acceptedBySegment('date-like')
    fc.assert(
      fc.property(fc.oneof(candidates, timestamps, writtenDates), (value) => {
        expect(isDateLike(value)).toBe(theirs(value))
      }),
      { numRuns: 5000 }
    )
  })
})

it.each<readonly [FieldFormat, readonly string[], readonly string[]]>([
  ['date', ['2024-02-29', '2000-02-29'], ['2023-02-29', '1900-02-29', '2024-13-01', '2024-04-31', '24-01-01']],
  ['time', ['23:59:60Z', '12:00:00.5+02:00', '12:00:00'], ['24:00:00Z', '12:60:00Z', '12:00:60Z', '12:00']],
  ['date-time', ['2024-05-17T12:00:00Z', '2024-05-17 12:00:00'], ['2024-05-17', '2024-05-17T12:00:00Z x']],
  [
    'uri',
    ['https://example.com/a?b#c', 'mailto:ada@example.com', 'http://[::1]:80/'],
    ['/relative', 'example', 'a b:c', 'a:"', 'http://[1:2:3:4:5:6::7:8]/', 'http://[1:2::3:4:5:6:7:8]/']
  ],
  ['uri-reference', ['/relative?x', '', '#top', 'a"b', '//a"b/?"#"'], ['a b', 'http://[::12345]/']],
  ['uri-template', ['/users/{id}{?page,size*}', '%20'], ['{', '/users/{id', '%zz']],
  ['email', ['ada@example.com', 'a.b+c@sub.example.org'], ['ada', 'ada@example', 'a..b@example.com', 'ada@-a.com']],
  ['hostname', ['example.com', 'localhost', 'a.b.'], ['-a.com', 'a..b', '', `${'a'.repeat(64)}.com`, 'a.'.repeat(128)]],
  ['ipv4', ['127.0.0.1', '010.1.1.1'], ['256.1.1.1', '1.1.1', '1.1.1.1.1']],
  [
    'ipv6',
    ['::', '::1', '1:2:3:4:5:6:7::', '::ffff:1.2.3.4'],
    ['1:2:3:4:5:6:7', '1::2::3', '::1.2.3.04', '1:2:3:4:5:6:7:8::']
  ],
  ['regex', ['^a+$', '\\\\Z'], ['(', 'a\\Z']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567e89b12d3a456426614174000']]
])('%s tells good from bad', (format, good, bad) => {
  const accepts = formatFor(format)?.accepts
  expect(good.filter((value) => accepts?.(value) !== true)).toEqual([])
  expect(bad.filter((value) => accepts?.(value) !== false)).toEqual([])
  expect([...good, ...bad].map(acceptedBySegment(format))).toEqual([...good.map(() => true), ...bad.map(() => false)])
})
