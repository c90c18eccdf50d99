import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { md5 } from './md5'

// https://www.rfc-editor.org/rfc/rfc1321#appendix-A.5
test.each([
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a', '0cc175b9c0f1b6a831c399e269772661'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    '57edf4a22be3c955ac49da2e2107b67a'
  ],
  // https://github.com/segmentio/analytics.js-integrations/blob/master/integrations/boomtrain/test/index.test.js
  ['https://marketingreads.com/deloitte-digital-buys-creative-agency-heat/', '602265785760ac3ae5c2bb6909172b2c']
])('md5 of %j', (text, expected) => {
  expect(md5(text)).toBe(expected)
})

const ofNode = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex')

test('is what Node makes of any text, around every block boundary', () => {
  for (let length = 50; length < 135; length++) expect(md5('ä'.repeat(length))).toBe(ofNode('ä'.repeat(length)))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(md5(text)).toBe(ofNode(text))
    })
  )
})
