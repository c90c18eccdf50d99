import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventBy } from '../../../runner/test/start-engine'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { EventPage } from './contract'

afterAll(closeOperations)

const HOUR = 3_600_000

test('old events that cannot be removed are told of once, and the service goes on', async () => {
  const test = await startOperations({ operations: { eventLogDays: 0.01 } })
  await test.accept(eventBy('ada', 'send', '1'))
  const file = join(test.folder, 'events', readdirSync(join(test.folder, 'events'))[0] ?? '')
  rmSync(file)
  mkdirSync(file)
  for (const user of ['bob', 'cleo']) {
    await test.clock.advance(HOUR)
    // What is kept waits for the removal before it.
    await test.accept(eventBy(user, 'send', user))
  }
  expect(test.told.filter(({ kind }) => kind === 'expiring-failed')).toEqual([
    { kind: 'expiring-failed', reason: 'ERR_FS_EISDIR' }
  ])
  rmSync(file, { recursive: true })
  const { events } = await test.get<EventPage>('/events')
  expect(events.map(({ event }) => event['userId'])).toEqual(['cleo', 'bob'])
})

test('a log that cannot be opened stops the start, with what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-operations-'))
  writeFileSync(join(folder, 'events'), '')
  await expect(startOperations({ folder })).rejects.toMatchObject({
    name: 'CannotStart',
    message: expect.stringMatching(/event log in .*events cannot be opened \(EEXIST\).*eventLogDays/) as string
  })
  rmSync(folder, { recursive: true })
})
