import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { md5 } from './md5'

test('the page that Segment tests its own integration with has the same ID', () => {
  expect(md5('https://marketingreads.com/deloitte-digital-buys-creative-agency-heat/')).toBe(
    '602265785760ac3ae5c2bb6909172b2c'
  )
})

test.each([0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000])('a text of %i letters', (length) => {
  const text = 'ä'.repeat(length)
  expect(md5(text)).toBe(createHash('md5').update(text).digest('hex'))
})

test('any text has the MD5 that Node gives it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(md5(text)).toBe(
        createHash('md5')
          .update(Buffer.from(new TextEncoder().encode(text)))
          .digest('hex')
      )
    })
  )
})
