import { planAcme } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { REFUSED, response } from '../../../runner/test/vendor'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { TestOperations } from '../../test/start-operations'
import type { Job, Status, Totals } from './contract'

afterAll(closeOperations)

const totalsOf = async (test: TestOperations): Promise<Totals> => (await test.get<Status>('/status')).totals

async function metricsOf({ url }: TestOperations, name: string): Promise<readonly string[]> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return text.split('\n').filter((line) => line.startsWith(name) && !line.endsWith(' 0'))
}

async function finish(test: TestOperations, job: Job): Promise<void> {
  while ((await test.get<Job>(`/jobs/${job.id}`)).state === 'running') await test.clock.advance(1000)
  await test.finish()
}

const retryAll = async (test: TestOperations): Promise<void> =>
  finish(test, await test.post<Job>('/dead-letters/retry', { selection: { kind: 'matching', filter: {} } }))

const endedIn = ({ delivered, rejected, expired, skipped }: Totals): number => delivered + rejected + expired + skipped

test('what is retried is counted as returned: only by the subscriptions that have not delivered it, and the sums add up', async () => {
  let isWell = false
  const test = await startOperations({
    transportOf: (vendor) => ({
      ...vendor,
      send: () => Promise.resolve(response(200, { errors: isWell ? [] : [{ index: 0, reason: 'no' }] }))
    })
  })
  await test.accept(eventBy('ada', 'send twice', '1'))
  await test.finish()
  isWell = true
  await retryAll(test)
  const totals = await totalsOf(test)
  expect(totals).toMatchObject({ accepted: 2, returned: 1, delivered: 2, rejected: 1 })
  expect(totals.accepted + totals.returned).toBe(endedIn(totals))
  expect(await metricsOf(test, 'waybill_deliveries_returned_total')).toEqual([
    'waybill_deliveries_returned_total{instance="acme",lane="acme/send"} 1'
  ])
})

test('an edited one is counted in place of the dead letter', async () => {
  const test = await startOperations()
  await test.accept(eventBy('ada', 'send', `1${REFUSED}`))
  await test.finish()
  await test.post('/dead-letters/1/retry', { event: eventBy('ada', 'send twice', 'mended') })
  await test.finish()
  const totals = await totalsOf(test)
  expect(totals).toMatchObject({ accepted: 1, returned: 2, delivered: 2, rejected: 1 })
  expect(totals.accepted + totals.returned).toBe(endedIn(totals))
})

const nothing = () => []

test('what nobody wants any more ends once all the same', async () => {
  const test = await startOperations()
  await test.accept(eventBy('ada', 'send', `1${REFUSED}`))
  await test.finish()
  const plan = planAcme()
  await test.change({ instances: [{ id: 'acme', plan: { ...plan, match: nothing, plan: nothing } }] })
  await retryAll(test)
  const totals = await totalsOf(test)
  expect(totals).toMatchObject({ accepted: 1, returned: 1, rejected: 1, skipped: 1 })
})

test('what waits for an instance that is gone is counted under its name', async () => {
  const test = await startOperations()
  await test.accept(eventBy('ada', 'send', `1${REFUSED}`))
  await test.finish()
  await test.change({ instances: [{ id: 'other', plan: planAcme() }] })
  await retryAll(test)
  expect(await metricsOf(test, 'waybill_deliveries_returned_total')).toEqual([
    'waybill_deliveries_returned_total{instance="acme",lane="acme/send"} 1'
  ])
})

test('a replay is nothing that its source sent: neither accepted nor repeated', async () => {
  const test = await startOperations()
  await test.accept(eventBy('ada', 'send', '1'))
  await test.finish()
  await test.clock.advance(1)
  for (let times = 0; times < 2; times++) {
    await finish(test, await test.post<Job>('/replays', { instance: 'acme', filter: {}, name: 'again' }))
  }
  expect(test.vendor.taken).toEqual(['1', '1'])
  expect(await metricsOf(test, 'waybill_events_')).toEqual(['waybill_events_accepted_total{source="website"} 1'])
  expect(await totalsOf(test)).toMatchObject({ accepted: 2, repeated: 1, returned: 0, delivered: 2 })
})
