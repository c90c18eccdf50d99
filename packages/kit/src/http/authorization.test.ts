import fc from 'fast-check'
import { basicAuthorization } from './authorization'

test('the credentials stand in Base64, parted by a colon', () => {
  // The examples of RFC 7617.
  expect(basicAuthorization('Aladdin', 'open sesame')).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
  expect(basicAuthorization('test', '123£')).toBe('Basic dGVzdDoxMjPCow==')
})

test('a password may hold colons and any character, and may be empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (username, password) => {
      const encoded = Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
      expect(basicAuthorization(username, password)).toBe(`Basic ${encoded}`)
    })
  )
  expect(basicAuthorization('key', '')).toBe('Basic a2V5Og==')
  expect(basicAuthorization('a', 'b:c')).toBe('Basic YTpiOmM=')
})
