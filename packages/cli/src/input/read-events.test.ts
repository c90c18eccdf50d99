import fc from 'fast-check'
import { Readable } from 'node:stream'
import { createTestFolder, createTestTerminal } from '../test-terminal'
import { UsageError } from '../usage-error'
import { openEvents, readEvents } from './read-events'
import type { ReadEvent } from './read-event'
import { readOneEvent } from './read-one-event'
import { readText } from './read-text'

const folder = createTestFolder()
afterAll(() => folder.remove())

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function readAll(content: string | Buffer, size = 7): Promise<readonly ReadEvent[]> {
  const read: ReadEvent[] = []
  const text = readText(chunksOf(Buffer.from(content), size), 'events.jsonl')
  for await (const { events } of readEvents(text)) read.push(...events)
  return read
}

const event = (name: string) => ({ type: 'track', userId: 'u', event: name })
const line = (name: string): string => JSON.stringify(event(name))

test.each([
  ['JSON lines', `${line('a')}\n${line('b')}\n`, [1, 2]],
  ['JSON lines without a last line break', `${line('a')}\n${line('b')}`, [1, 2]],
  ['lines that end as on Windows', `${line('a')}\r\n${line('b')}\r\n`, [1, 2]],
  ['blank lines between', `\n\n${line('a')}\n \t\n${line('b')}`, [3, 5]],
  ['a byte order mark', `\uFEFF${line('a')}\n${line('b')}`, [1, 2]],
  ['an array', `[${line('a')},${line('b')}]`, [1, 1]],
  ['an array behind a byte order mark and blank lines', `\uFEFF\n\n [\n${line('a')},\n${line('b')}\n]`, [4, 5]],
  ['an array written with indentation', JSON.stringify([event('a'), event('b')], null, 2), [2, 7]]
])('%s are read in chunks of any size', async (_, content, lines) => {
  for (const size of [1, 2, 3, 1000]) {
    const read = await readAll(content, size)
    expect(read).toEqual([
      { kind: 'event', event: event('a'), line: lines[0] },
      { kind: 'event', event: event('b'), line: lines[1] }
    ])
  }
})

test.each([[''], ['\n'], ['  \n\t\n '], ['\uFEFF'], ['[]'], ['[\n]\n'], ['{}'.slice(2)]])(
  'nothing is read from %j, and nothing is wrong with it',
  async (content) => expect(await readAll(content, 1)).toEqual([])
)

test.each([
  ['{"type":"track"', /^This is not valid JSON: it ends too early; /],
  ['{"type":track}', /^This is not valid JSON: it is malformed/],
  [`${line('x')}${line('y')}`, /^This is not valid JSON: it is malformed at character 42; /],
  ['{', /^This is not valid JSON: the event goes over several lines; /],
  ['[1]', /^An event must be a JSON object, not a list\.$/],
  ['null', /^An event must be a JSON object, not null\.$/],
  ['12', /^An event must be a JSON object, not a number\.$/],
  ['"secret-word"', /^An event must be a JSON object, not a string\.$/],
  ['{"type":"purchase"}', /^The event's "type" must be one of /],
  [
    JSON.stringify({ ...event('x'), properties: { a: 'y'.repeat(33_000) } }),
    /^The event has 33\d\d\d bytes; Segment takes 32768 at most/
  ],
  ['\0\0\0', /^This is not valid JSON/]
])('%j costs its own line and gives one sentence', async (bad, reason) => {
  const read = await readAll(`${line('a')}\n${bad}\n${line('b')}\n`)
  expect(read).toEqual([
    { kind: 'event', event: event('a'), line: 1 },
    { kind: 'unreadable', reason: expect.stringMatching(reason) as unknown, line: 2 },
    { kind: 'event', event: event('b'), line: 3 }
  ])
  expect(JSON.stringify(read)).not.toMatch(/secret-word|yyy/)
})

test('bytes that are no UTF-8 are refused instead of changed', async () => {
  const latin1 = Buffer.from(`${line('a')}\n${line('Æ')}\n${line('b')}`, 'latin1')
  expect(await readAll(latin1)).toEqual([
    expect.objectContaining({ line: 1, kind: 'event' }),
    { kind: 'unreadable', line: 2, reason: 'This is not valid UTF-8; save the input as UTF-8 text.' },
    expect.objectContaining({ line: 3, kind: 'event' })
  ])
})

test('an event that is refused is told by its message ID', async () => {
  expect(await readAll('{"type":"nope","messageId":"m1"}')).toEqual([
    { kind: 'unreadable', line: 1, messageId: 'm1', reason: expect.any(String) as unknown }
  ])
})

test('indentation does not count towards the size of an event', async () => {
  const large = {
    ...event('a'),
    properties: Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`k${at}`, at]))
  }
  const text = JSON.stringify([large], null, 8)
  expect(text.length).toBeGreaterThan(50_000)
  expect(await readAll(text, 5000)).toEqual([{ kind: 'event', event: large, line: 2 }])
})

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${line('a')}`, 'utf16le'), /is written as UTF-16; save it as UTF-8 text\.$/],
  ['UTF-16 with the other byte order', Buffer.from(`\uFEFF${line('a')}`, 'utf16le').swap16(), /is written as UTF-16/],
  ['UTF-16 without a mark', Buffer.from(line('a'), 'utf16le'), /is not text in UTF-8/],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0]), /is compressed with gzip; unpack it first/],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), /is compressed with zstd/],
  ['a zip archive', Buffer.from('PK\u0003\u0004...'), /is a zip archive/]
])('%s is refused by its first bytes, with advice', async (_, content, message) => {
  for (const size of [1, 3, 1000]) {
    await expect(readAll(content, size)).rejects.toThrow(UsageError)
    await expect(readAll(content, size)).rejects.toThrow(message)
  }
})

test('tells how many bytes have been read, for progress', async () => {
  const text = `${line('a')}\n${line('b')}\n`
  const progress: number[] = []
  for await (const { readBytes } of readEvents(chunksOf(Buffer.from(text), 50))) progress.push(readBytes)
  expect(progress.at(-1)).toBe(Buffer.byteLength(text))
  expect(progress).toEqual(progress.toSorted((first, second) => first - second))
})

test('takes in no more than it is asked for: a file larger than memory is never held', async () => {
  let given = 0
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      given += 1
      yield Buffer.from(`${line('a')}\n`)
    }
  }
  let portions = 0
  for await (const { events } of readEvents(endless())) {
    portions += events.length
    expect(given - portions).toBeLessThanOrEqual(1)
    if (portions === 1000) break
  }
  expect(given).toBe(1000)
})

test('whatever the bytes, every record is an event or a sentence about its line', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 0, maxLength: 80 }), async (bytes) => {
      const content = Buffer.concat([Buffer.from(`${line('a')}\n`), bytes, Buffer.from(`\n${line('b')}`)])
      const read = await readAll(content)
      expect(read[0]).toMatchObject({ kind: 'event', event: { event: 'a' } })
      expect(read.at(-1)).toMatchObject({ kind: 'event', event: { event: 'b' } })
      for (const one of read) if (one.kind === 'unreadable') expect(one.reason).toMatch(/^[A-Z].*\.$/)
    })
  )
})

describe('files', () => {
  const { terminal } = createTestTerminal()

  test.each([
    ['that is not there', folder.path('missing'), /^There is no file .*missing; check its name/],
    ['that is a folder', folder.folder, /is a folder; name a file of events\.$/]
  ])('a file %s is refused before anything is read', async (_, path, message) => {
    await expect(openEvents(path, terminal)).rejects.toThrow(message)
    await expect(openEvents(path, terminal)).rejects.toThrow(UsageError)
  })

  test('a stream that breaks off is told by the name of its fault', async () => {
    const input = new Readable({ read: () => undefined })
    input.destroy(Object.assign(new Error('with details'), { code: 'EIO' }))
    const source = await openEvents('-', createTestTerminal({ input }).terminal)
    await expect(source.portions().next()).rejects.toThrow(/^Standard input cannot be read \(EIO\)/)
  })

  test('someone at a terminal is told that events are waited for', async () => {
    const input = Object.assign(Readable.from([]), { isTTY: true })
    const { terminal: tty, written } = createTestTerminal({ input })
    await openEvents('-', tty)
    expect(written.err).toBe('Reading events from standard input; end it with Ctrl+D.\n')
  })
})

describe('one event', () => {
  const pretty = JSON.stringify(event('a'), null, 2)
  test.each([
    ['alone, over many lines', pretty, undefined, 'a', 1],
    ['alone, behind a byte order mark', `\uFEFF${pretty}`, undefined, 'a', 1],
    ['the first of many', `${line('a')}\n${line('b')}`, undefined, 'a', 1],
    ['the first of an array', `[\n${line('a')},${line('b')}]`, undefined, 'a', 2],
    ['of a line', `${line('a')}\n${line('b')}`, 2, 'b', 2],
    ['of a line of an array', `[\n${line('a')},\n${line('b')}]`, 3, 'b', 3]
  ])('is found %s', async (_, content, at, name, found) => {
    expect(await read(content, at)).toEqual({ kind: 'event', event: event(name), line: found })
  })

  test('is not found where there is none', async () => {
    expect(await read('[]')).toBeUndefined()
    expect(await read(line('a'), 7)).toBeUndefined()
  })

  test('is found on standard input, over many lines', async () => {
    const { terminal } = createTestTerminal({ input: pretty })
    expect(await readOneEvent({ path: '-' }, terminal)).toMatchObject({ kind: 'event', event: { event: 'a' } })
  })
})

const read = async (content: string, at?: number) => {
  const path = folder.write('one.json', content)
  return readOneEvent({ path, line: at }, createTestTerminal().terminal)
}
