import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { signatureProblem } from './verify-signature'

const scheme = { signatureHeader: 'x-signature', timestampHeader: 'x-time', prefix: (time: string) => `v0:${time}:` }

const NOW = 1_700_000_000_000
const options = { signingKey: 'the key', now: NOW, toleranceSeconds: 300 }

const sign = (body: Buffer, timestamp: string, key = 'the key'): string =>
  createHmac('sha256', key).update(`v0:${timestamp}:`).update(body).digest('hex')

function problemOf(body: Buffer, headers: Readonly<Record<string, string>>): string | undefined {
  return signatureProblem(scheme, { header: (name) => headers[name], body }, options)
}

const BODY = Buffer.from('{"metric":"sent"}')

const signedAt = (seconds: number): Record<string, string> => ({
  'x-time': String(seconds),
  'x-signature': sign(BODY, String(seconds))
})

test("is the vendor's own over the bytes as they came, in either case", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.boolean(), (bytes, isUpper) => {
      const body = Buffer.from(bytes)
      const signature = sign(body, '1700000000')
      const headers = { 'x-time': '1700000000', 'x-signature': isUpper ? signature.toUpperCase() : signature }
      expect(problemOf(body, headers)).toBeUndefined()
    })
  )
})

test('a published example of HMAC SHA-256 comes out', () => {
  // RFC 4231, test case 2, with its data cut after the prefix.
  const signature = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
  const rfc = { ...scheme, prefix: () => 'what do ya want ' }
  const headers: Record<string, string> = { 'x-time': '1700000000', 'x-signature': signature }
  const request = { header: (name: string) => headers[name], body: Buffer.from('for nothing?') }
  expect(signatureProblem(rfc, request, { ...options, signingKey: 'Jefe' })).toBeUndefined()
})

test.each([
  ['of another key', { ...signedAt(1_700_000_000), 'x-signature': sign(BODY, '1700000000', 'another key') }],
  ['of another body', { ...signedAt(1_700_000_000), 'x-signature': sign(Buffer.from('{}'), '1700000000') }],
  ['of another time', { ...signedAt(1_700_000_000), 'x-time': '1700000001' }],
  ['that is none', { ...signedAt(1_700_000_000), 'x-signature': 'no hexadecimal, and 17 characters' }],
  ['that is empty', { ...signedAt(1_700_000_000), 'x-signature': '' }]
])('a signature %s is wrong', (_what, headers) => {
  expect(problemOf(BODY, headers)).toBe(
    'The signature is wrong; copy the signing key of this very webhook into the configuration.'
  )
})

test('what is not signed says what it needs', () => {
  expect(problemOf(BODY, {})).toBe('The webhook is not signed: it needs the headers x-time and x-signature.')
})

test.each(['', 'soon', '-1', '1.5', '1e9', ' 1700000000', '9'.repeat(13)])('the time "%s" is none', (time) => {
  expect(problemOf(BODY, { 'x-time': time, 'x-signature': sign(BODY, time) })).toBe(
    'The header x-time must be a unix timestamp in seconds.'
  )
})

test('may be off by the tolerance, in both directions, and no more', () => {
  const now = NOW / 1000
  for (const off of [-300, 0, 300]) expect(problemOf(BODY, signedAt(now + off))).toBeUndefined()
  for (const off of [-301, 301]) {
    expect(problemOf(BODY, signedAt(now + off))).toBe(
      "The webhook was signed 301 s off this machine's clock, and 300 s is the most; set the clock."
    )
  }
})
