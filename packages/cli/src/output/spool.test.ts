import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { createTestFolder } from '../test-terminal'
import { createSpool } from './spool'

async function replayed(texts: readonly string[], maximumCharacters?: number): Promise<readonly string[]> {
  const spool = createSpool(maximumCharacters)
  for (const text of texts) spool.write(text)
  const written: string[] = []
  await spool.replay((text) => void written.push(text))
  return written
}

test('gives everything back in order, whether it is held in memory or spilled', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), fc.nat({ max: 20 }), async (texts, maximum) => {
      const whole = texts.join('')
      expect((await replayed(texts, maximum)).join('')).toBe(whole)
    }),
    { numRuns: 50 }
  )
})

test('a spilled spool comes back in parts, so that it is never whole in memory', async () => {
  const texts = Array.from({ length: 300 }, (_, index) => `${String(index).padStart(1023, '.')}\n`)
  const parts = await replayed(texts, 5000)
  expect(parts.join('')).toBe(texts.join(''))
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(200_000)
})

test('leaves no file behind, not even while it is in use', async () => {
  const { folder, remove } = createTestFolder()
  const spool = createSpool(1, folder)
  spool.write('more than one character')
  expect(readdirSync(folder)).toEqual([])
  const written: string[] = []
  await spool.replay((text) => void written.push(text))
  expect(written).toEqual(['more than one character'])
  remove()
})

test('what cannot be put into a file is an error, not lost', () => {
  const { path, remove } = createTestFolder()
  expect(() => createSpool(1, path('missing')).write('more than one character')).toThrow(/ENOENT/)
  remove()
})
