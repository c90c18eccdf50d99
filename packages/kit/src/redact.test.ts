import fc from 'fast-check'
import { basicAuthorization } from './http'
import type { SettingFields } from './fields'
import { createRedactor, REDACTED } from './redact'

const password = { label: 'Key', description: 'The key.', type: 'password' } as const

const fields: SettingFields = {
  apiKey: password,
  second: password,
  several: { ...password, multiple: true },
  region: { label: 'Region', description: 'Where.', type: 'string' }
}

const redact = (settings: Readonly<Record<string, unknown>>, text: string): string =>
  createRedactor(fields, settings).text(text)

// What stands in the mark itself would be found in it.
const secret = fc
  .oneof(fc.string({ minLength: 4 }), fc.string({ minLength: 4, unit: 'binary' }), fc.base64String({ minLength: 4 }))
  .filter((text) => text.length >= 4 && !REDACTED.includes(text))

const unicodeEscaped = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`).join(
    ''
  )

const percentEncoded = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

describe('a secret', () => {
  test('is nowhere in the text, however it is spelled', () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (apiKey, before, after) => {
        const { text } = createRedactor(fields, { apiKey })
        const inJson = JSON.stringify(apiKey).slice(1, -1)
        const inUrl = encodeURIComponent(Buffer.from(apiKey).toString('utf8'))
        const spellings = [
          apiKey,
          inJson,
          inJson.replaceAll('/', String.raw`\/`),
          unicodeEscaped(apiKey),
          unicodeEscaped(apiKey).replaceAll(/[a-f]/g, (digit) => digit.toUpperCase()),
          inUrl,
          inUrl.replaceAll(/%../g, (byte) => byte.toLowerCase()),
          percentEncoded(apiKey),
          new URLSearchParams({ apiKey }).toString().slice('apiKey='.length)
        ]
        for (const spelling of spellings) {
          const redacted = text(`${before}|${spelling}|${after}|${spelling}`)
          expect(redacted).toContain(REDACTED)
          expect(redacted).not.toContain(`|${spelling}`)
        }
      })
    )
  })

  test('is found escaped several times, as a text within a text within a text', () => {
    fc.assert(
      fc.property(
        secret,
        fc.array(fc.constantFrom('json', 'url'), { minLength: 1, maxLength: 3 }),
        (apiKey, escapes) => {
          const spelled = escapes.reduce(
            (text, escape) => (escape === 'json' ? JSON.stringify(text).slice(1, -1) : encodeURIComponent(text)),
            Buffer.from(apiKey).toString('utf8')
          )
          expect(redact({ apiKey: Buffer.from(apiKey).toString('utf8') }, `|${spelled}|`)).toBe(`|${REDACTED}|`)
        }
      )
    )
  })

  test('is not in the Base64 of an authorization, whatever the user name', () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (apiKey, username, tail) => {
        const header = basicAuthorization(username, apiKey + tail)
        const text = redact({ apiKey }, `Your header was ${header}.`)
        expect(text).toContain(REDACTED)
        const left = text.slice('Your header was Basic '.length, -1).split(REDACTED)
        // What is left of it holds no digit but those the secret shares with its neighbours.
        const digits = left.join('').replaceAll('=', '').length
        expect(digits).toBeLessThanOrEqual(
          Math.ceil(((Buffer.byteLength(username) + 1) * 8) / 6) + Math.ceil((Buffer.byteLength(tail) * 8) / 6) + 2
        )
      })
    )
  })

  test('is found in Base64 for URLs too', () => {
    const apiKey = '???>>>~~~'
    const encoded = Buffer.from(`user:${apiKey}`).toString('base64url')
    expect(encoded).toMatch(/[-_]/)
    expect(redact({ apiKey }, encoded)).toContain(REDACTED)
    expect(redact({ apiKey }, encoded).replace(REDACTED, '').length).toBeLessThan(10)
  })

  test('is found each time', () => {
    expect(redact({ apiKey: 'abcd' }, 'abcd, abcd and abcdabcd')).toBe(
      `${REDACTED}, ${REDACTED} and ${REDACTED}${REDACTED}`
    )
  })

  test('is a text and no pattern', () => {
    expect(redact({ apiKey: 'a.c*' }, 'abcc a.c*')).toBe(`abcc ${REDACTED}`)
    expect(redact({ apiKey: String.raw`\d+(` }, String.raw`12( \d+(`)).toBe(`12( ${REDACTED}`)
    expect(redact({ apiKey: '[$&^|?{}' }, '[$&^|?{}')).toBe(REDACTED)
  })

  test('that begins with another is found whole, whichever comes first', () => {
    expect(redact({ apiKey: 'abcd', second: 'abcdefgh' }, 'abcdefgh abcd')).toBe(`${REDACTED} ${REDACTED}`)
    expect(redact({ apiKey: 'abcdefgh', second: 'abcd' }, 'abcdefgh abcd')).toBe(`${REDACTED} ${REDACTED}`)
  })

  test('may be one of several in a setting', () => {
    expect(redact({ several: ['first', 'second'] }, 'first, second, third')).toBe(`${REDACTED}, ${REDACTED}, third`)
  })

  test('has at least four characters: anything shorter would be found everywhere', () => {
    expect(redact({ apiKey: 'abc' }, 'abcdef')).toBe('abcdef')
    expect(redact({ apiKey: 'abcd' }, 'abcdef')).toBe(`${REDACTED}ef`)
    expect(redact({ apiKey: '' }, 'abcdef')).toBe('abcdef')
  })
})

test('the words of a vendor are cut once the secrets are out, and not through a character', () => {
  const { words } = createRedactor(fields, { apiKey: 'the secret key' })
  expect(words(`${'x'.repeat(490)} the secret key`)).toBe(`${'x'.repeat(490)} ${REDACTED}`.slice(0, 500))
  expect(words(`${'the secret key'.repeat(50)}y`)).toBe(REDACTED.repeat(50).slice(0, 500))
  expect(words('x'.repeat(500))).toBe('x'.repeat(500))
  expect(words('x'.repeat(501))).toBe('x'.repeat(500))
  expect(words(`${'x'.repeat(499)}🚚`)).toBe('x'.repeat(499))
  expect(words(`${'x'.repeat(498)}🚚`)).toBe(`${'x'.repeat(498)}🚚`)
})

test('what is no secret stays', () => {
  expect(redact({ region: 'europe', apiKey: undefined }, 'The region is europe.')).toBe('The region is europe.')
  expect(redact({ apiKey: 12_345 }, '12345')).toBe('12345')
  expect(redact({}, 'nothing')).toBe('nothing')
  fc.assert(fc.property(fc.string({ maxLength: 3 }), (text) => expect(redact({ apiKey: 'abcd' }, text)).toBe(text)))
})

describe('headers', () => {
  const { headers } = createRedactor(fields, { apiKey: 'k3y-value' })

  test('that are credentials are hidden whole, in any case', () => {
    for (const name of ['authorization', 'Authorization', 'proxy-authorization', 'COOKIE', 'X-Api-Key']) {
      expect(headers({ [name]: 'anything' })).toEqual({ [name]: REDACTED })
    }
  })

  test('that are not lose only the secrets in them', () => {
    expect(headers({ 'content-type': 'application/json', 'x-acme': 'key=k3y-value' })).toEqual({
      'content-type': 'application/json',
      'x-acme': `key=${REDACTED}`
    })
  })
})

describe('a JSON value', () => {
  const { value } = createRedactor(fields, { apiKey: 'abcd', second: '12345' })

  test('loses the secret from strings, numbers and keys, however deep', () => {
    expect(value({ a: ['abcd', { 'x-abcd': 'xabcdx' }], b: 912345, c: 12345 })).toEqual({
      a: [REDACTED, { [`x-${REDACTED}`]: `x${REDACTED}x` }],
      b: REDACTED,
      c: REDACTED
    })
  })

  test.each([[null], [true], [7], ['text'], [[]], [{ a: null, b: [1, 'two'] }], [undefined]])('%j stays', (kept) =>
    expect(value(kept)).toEqual(kept)
  )
})
