import { eventBy } from '../../../runner/test/start-engine'
import type { LogEntry } from '../event-log/read-event-files'
import { findEvent } from './find-event'

/** A log of some files, oldest first, and the ids of what is read of it. */
function createLog(...files: readonly (readonly string[])[]) {
  const read: string[] = []
  const readFile = async function* (ids: readonly string[], file: number): AsyncGenerator<LogEntry> {
    for (const [index, id] of ids.entries()) {
      read.push(id)
      const position = { file, line: index + 1 }
      yield { id, acceptedAt: file, source: 'website', event: eventBy('ada', 'send', id), position }
    }
  }
  const readBackwards = jest.fn(function* () {
    for (const [file, ids] of [...files.entries()].toReversed()) yield readFile(ids, file)
  })
  return { log: { readBackwards }, read }
}

test('nothing is read behind an event that is found, newest file first', async () => {
  const { log, read } = createLog(['a', 'b'], ['c', 'd', 'e'], ['f'])
  expect(await findEvent(log, 'd')).toMatchObject({ id: 'd', acceptedAt: 1, source: 'website' })
  expect(read).toEqual(['f', 'c', 'd'])
})

test.each(['b~edited-2', 'b~replay-mended', 'b~replay-mended~edited-1'])(
  '%s leads to the event that it repeats, by lines that hold its id',
  async (id) => {
    const { log } = createLog(['a', 'b'], ['c'])
    expect(await findEvent(log, id)).toMatchObject({ id: 'b' })
    expect(log.readBackwards).toHaveBeenCalledWith(expect.objectContaining({ containing: ['b'] }))
  }
)

test('an event that came in under an id like that of a repeat is itself', async () => {
  const { log } = createLog(['b'], ['b~edited-1'])
  expect(await findEvent(log, 'b~edited-1')).toMatchObject({ id: 'b~edited-1' })
})

test('an event that is not there is not found', async () => {
  const { log, read } = createLog(['a', 'b~edited-1'], ['c'])
  expect(await findEvent(log, 'b')).toBeUndefined()
  expect(read).toEqual(['c', 'a', 'b~edited-1'])
})
