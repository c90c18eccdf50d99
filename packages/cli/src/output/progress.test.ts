import { createProgress } from './progress'
import { createRetryNotes } from './retry-notes'

function createStream(columns: number | undefined, isTTY = true) {
  const written: string[] = []
  return { written, isTTY, ...(columns !== undefined && { columns }), write: (text: string) => written.push(text) }
}

const CLEAR = '\r\u001b[2K'

describe('on a terminal', () => {
  test('a bar is redrawn in its line and cleared at the end', () => {
    const stream = createStream(80)
    const progress = createProgress(stream, { totalBytes: 1000 })
    progress.update(500, 7)
    progress.update(1000, 14)
    progress.end()
    expect(stream.written).toEqual([
      `${CLEAR}${'█'.repeat(15)}${'░'.repeat(15)}   50 %  7 events read`,
      `${CLEAR}${'█'.repeat(30)}  100 %  14 events read`,
      CLEAR
    ])
  })

  test.each([200, 80, 40, 30, 20, 10, 2])('a line fits into %i columns', (columns) => {
    const stream = createStream(columns)
    const progress = createProgress(stream, { totalBytes: 1_000_000 })
    progress.update(999_999, 123_456_789)
    const [line = ''] = stream.written
    expect(line.slice(CLEAR.length).length).toBeLessThan(columns)
    expect(line).not.toContain('\n')
  })

  test('a narrow one gives up the bar before the numbers', () => {
    const stream = createStream(25)
    createProgress(stream, { totalBytes: 100 }).update(42, 1000)
    expect(stream.written).toEqual([`${CLEAR} 42 %  1000 events read`])
  })

  test('of an unknown width counts as 80 columns', () => {
    const stream = createStream(0)
    createProgress(stream, { totalBytes: 100 }).update(50, 1)
    expect(stream.written[0]).toContain('50 %')
  })

  test('what is not new is not drawn', () => {
    const stream = createStream(80)
    const progress = createProgress(stream, { totalBytes: undefined })
    progress.update(1, 5)
    progress.update(2, 5)
    expect(stream.written).toEqual([`${CLEAR}5 events read`])
  })

  test('a note stands above the bar', () => {
    const stream = createStream(80)
    const progress = createProgress(stream, { totalBytes: undefined })
    progress.update(1, 5)
    progress.note('Trying again.')
    expect(stream.written.at(-1)).toBe(`${CLEAR}Trying again.\n5 events read`)
  })

  test('a file that grows while it is read is never more than read', () => {
    const stream = createStream(80)
    createProgress(stream, { totalBytes: 10 }).update(20, 1)
    expect(stream.written[0]).toContain('100 %')
  })
})

describe.each([
  ['elsewhere', false, undefined],
  ['on a terminal that cannot go back', true, 'dumb']
])('%s', (_, isTTY, terminalType) => {
  test('plain lines come now and then', () => {
    const stream = createStream(80, isTTY)
    const progress = createProgress(stream, { totalBytes: 200_000, terminalType })
    for (let events = 10_000; events <= 120_000; events += 10_000) progress.update(events, events)
    progress.note('Trying again.')
    progress.end()
    expect(stream.written).toEqual(['50000 events read (25 %)\n', '100000 events read (50 %)\n', 'Trying again.\n'])
  })

  test('without a size, without a share', () => {
    const stream = createStream(80, isTTY)
    createProgress(stream, { totalBytes: undefined, terminalType }).update(1, 50_000)
    expect(stream.written).toEqual(['50000 events read\n'])
  })
})

test('retries are told once in a while, not one by one', () => {
  const notes: string[] = []
  const time = { now: 1000 }
  const clock = { now: () => time.now, wait: () => Promise.resolve() }
  const progress = { update: () => undefined, end: () => undefined, note: (text: string) => void notes.push(text) }
  const tell = createRetryNotes('Acme', progress, clock)
  const retried = {
    kind: 'request-retried',
    instance: 'acme',
    lane: 'acme/events',
    reason: 'HTTP 503.',
    afterMilliseconds: 1250
  } as const
  tell(retried)
  time.now += 4999
  tell(retried)
  time.now += 1
  tell({ ...retried, reason: 'slow down' })
  expect(notes).toEqual(['Acme: HTTP 503. Trying again in 1.3 s.', 'Acme: slow down. Trying again in 1.3 s.'])
})
