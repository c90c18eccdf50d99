import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { createHeldBody } from '../../test/held-body'
import { createByteBudget } from './byte-budget'
import { readBody } from './read-body'
import type { BodyOptions, ReadBody } from './read-body'

type Read = (body: BodyInit | Uint8Array, headers?: Readonly<Record<string, string>>) => Promise<ReadBody>

const createReader =
  (options: BodyOptions): Read =>
  (body, headers = {}) =>
    new Promise((resolve, reject) => {
      const app = new Hono().post('/', async (context) => {
        resolve(await readBody(context, options))
        return context.text('read')
      })
      const request = new Request('http://a/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
      Promise.resolve(app.request(request)).catch(reject)
    })

/** Reads bodies that may hold ten bytes together, and eight each. */
const createSmallReader = (): Read => createReader({ maximumBytes: 8, budget: createByteBudget(10) })

const FULL = { ok: false, status: 503, message: 'Too many requests are being read at once; send this one again.' }

test.each(['end', 'breakOff'] as const)('what bodies hold together is bounded, until they %s', async (how) => {
  const read = createSmallReader()
  const slow = createHeldBody(Buffer.from('xxxxxx'))
  const first = read(slow.stream)
  await slow.isTaken
  expect(await read('12345')).toEqual(FULL)
  expect(await read('1234')).toEqual({ ok: true, body: Buffer.from('1234') })
  slow[how]()
  expect(await first).toMatchObject(how === 'end' ? { ok: true, body: Buffer.from('xxxxxx') } : { status: 408 })
  expect(await read('12345')).toEqual({ ok: true, body: Buffer.from('12345') })
})

test('whatever becomes of a body, it holds nothing afterwards', async () => {
  const read = createSmallReader()
  const gzip = { 'content-encoding': 'gzip' }
  for (let turn = 0; turn < 3; turn += 1) {
    const large = createHeldBody(Buffer.from('xxxxxx'))
    const tooLarge = read(large.stream)
    await large.isTaken
    expect(await read('12345')).toEqual(FULL)
    large.end()
    expect(await tooLarge).toMatchObject({ ok: true })
    expect(await read('123456789')).toMatchObject({ status: 413 })
    expect(await read('12345678', gzip)).toMatchObject({ status: 400 })
    expect(await read('12345678', { 'content-encoding': 'br' })).toMatchObject({ status: 415 })
  }
  expect(await read('12345678')).toMatchObject({ ok: true })
})

test('what is packed may be as large as its maximum when it is unpacked, and no larger', async () => {
  const read = createReader({ maximumBytes: 1000 })
  const unpack = (bytes: number) => read(gzipSync(Buffer.alloc(bytes, 'x')), { 'content-encoding': 'gzip' })
  expect(await unpack(1000)).toEqual({ ok: true, body: Buffer.alloc(1000, 'x') })
  expect(await unpack(1001)).toMatchObject({ ok: false, status: 413 })
})
