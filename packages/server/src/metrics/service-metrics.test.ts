import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventBy } from '../../../runner/test/start-engine'
import { REFUSED, response, silence } from '../../../runner/test/vendor'
import { startCore } from '../../test/start-core'
import type { TestCore, TestCoreOptions } from '../../test/start-core'
import { createServiceMetrics } from './service-metrics'
import { resultOf } from './request-result'

async function start(options: TestCoreOptions = {}) {
  const test = await startCore(options)
  const metrics = createServiceMetrics({ ...test.core, eventLogBytes: () => 42 })
  const lines = async (name: string): Promise<readonly string[]> =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith(name))
  return { ...test, metrics, lines, count: (): void => test.told.forEach(metrics.tell) }
}

const ours = (line: string): boolean => line.includes('lane="acme/send"')

const run = async (test: TestCore): Promise<void> => {
  await test.accept(eventBy('a', 'send twice', '1'), eventBy('b', 'send', `2${REFUSED}`), eventBy('c', 'nothing'))
  await test.finish()
}

test('deliveries are counted by instance and action, and the sums add up', async () => {
  const test = await start()
  await run(test)
  test.count()
  const accepted = await test.lines('waybill_deliveries_accepted_total')
  expect(accepted.filter((line) => !line.endsWith(' 0'))).toEqual([
    'waybill_deliveries_accepted_total{instance="acme",action="send"} 2',
    'waybill_deliveries_accepted_total{instance="acme",action="sendAgain"} 1',
    'waybill_deliveries_accepted_total{instance="acme",action="none"} 1'
  ])
  // What has not happened yet is there as well, so that its rate can be seen to rise.
  expect(accepted).toContain('waybill_deliveries_accepted_total{instance="acme",action="sendElsewhere"} 0')
  const ended = await test.lines('waybill_deliveries_')
  expect(ended.filter((line) => !line.includes('accepted') && !line.endsWith(' 0'))).toEqual([
    'waybill_deliveries_delivered_total{instance="acme",action="send"} 1',
    'waybill_deliveries_delivered_total{instance="acme",action="sendAgain"} 1',
    'waybill_deliveries_skipped_total{instance="acme",action="none"} 1',
    'waybill_deliveries_rejected_total{instance="acme",action="send"} 1'
  ])
  expect(await test.lines('waybill_events_accepted_total')).toEqual([
    'waybill_events_accepted_total{source="website"} 3'
  ])
  expect(await test.lines('waybill_dead_letters{')).toContain(
    'waybill_dead_letters{instance="acme",lane="acme/send"} 1'
  )
})

test('what is repeated is counted apart, and the sums still add up', async () => {
  const test = await start()
  const [first, second] = [eventBy('a', 'send twice', '1'), eventBy('b', 'send', '2')]
  await test.accept(first, first)
  await test.finish()
  await test.accept(first, second)
  await test.finish()
  test.count()
  const counted = [
    ...(await test.lines('waybill_events_')),
    ...(await test.lines('waybill_deliveries_')).filter((line) => !line.endsWith(' 0'))
  ]
  expect(counted).toEqual([
    'waybill_events_accepted_total{source="website"} 2',
    'waybill_events_repeated_total{source="website"} 2',
    'waybill_deliveries_accepted_total{instance="acme",action="send"} 2',
    'waybill_deliveries_accepted_total{instance="acme",action="sendAgain"} 1',
    'waybill_deliveries_repeated_total{instance="acme",action="send"} 2',
    'waybill_deliveries_repeated_total{instance="acme",action="sendAgain"} 2',
    'waybill_deliveries_delivered_total{instance="acme",action="send"} 2',
    'waybill_deliveries_delivered_total{instance="acme",action="sendAgain"} 1'
  ])
})

test('retries, unknown ends and the results of requests are counted', async () => {
  let asked = 0
  const test = await start({
    transportOf: (vendor, clock) => ({
      ...vendor,
      send: async () => {
        await clock.wait(250)
        asked += 1
        return (
          [response(503), response(429, {}, { 'retry-after': '7' }), silence('timeout')][asked - 1] ?? response(200)
        )
      }
    })
  })
  await test.accept(eventBy('a', 'send', '1'))
  await test.finish()
  test.count()
  expect(await test.lines('waybill_deliveries_retried_total{instance="acme",action="send"}')).toEqual([
    'waybill_deliveries_retried_total{instance="acme",action="send"} 3'
  ])
  expect(await test.lines('waybill_deliveries_unknown_total')).toEqual([
    'waybill_deliveries_unknown_total{instance="acme"} 1'
  ])
  expect(await test.lines('waybill_request_duration_seconds_count')).toEqual([
    'waybill_request_duration_seconds_count{instance="acme",lane="acme/send",result="5xx"} 1',
    'waybill_request_duration_seconds_count{instance="acme",lane="acme/send",result="429"} 1',
    'waybill_request_duration_seconds_count{instance="acme",lane="acme/send",result="timeout"} 1',
    'waybill_request_duration_seconds_count{instance="acme",lane="acme/send",result="2xx"} 1'
  ])
  expect(
    await test.lines('waybill_request_duration_seconds_sum{instance="acme",lane="acme/send",result="2xx"}')
  ).toEqual(['waybill_request_duration_seconds_sum{instance="acme",lane="acme/send",result="2xx"} 0.25'])
})

test('a lane that pauses, what it holds and for how long are seen', async () => {
  const test = await start()
  test.core.runner.pause('acme', 'maintenance')
  await test.accept(eventBy('a', 'send', '1'), eventBy('b', 'send', '2'))
  await test.clock.advance(90_000)
  expect((await test.lines('waybill_lane_paused')).filter(ours)).toEqual([
    'waybill_lane_paused{instance="acme",lane="acme/send",cause="asked"} 1',
    'waybill_lane_paused{instance="acme",lane="acme/send",cause="wide-failure"} 0'
  ])
  expect((await test.lines('waybill_queue_messages')).filter(ours)).toEqual([
    'waybill_queue_messages{instance="acme",lane="acme/send"} 2'
  ])
  expect((await test.lines('waybill_queue_oldest_age_seconds')).filter(ours)).toEqual([
    'waybill_queue_oldest_age_seconds{instance="acme",lane="acme/send"} 90'
  ])
})

test('a vendor that refuses everything, and one that does not work, are seen as such', async () => {
  const refusing = await start({ transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(response(401)) }) })
  await refusing.accept(eventBy('a', 'send', '1'))
  await refusing.clock.advance(1000)
  expect(await refusing.lines('waybill_lane_paused')).toContain(
    'waybill_lane_paused{instance="acme",lane="acme/send",cause="wide-failure"} 1'
  )
  const dead = await start({ transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(response(503)) }) })
  await dead.accept(eventBy('a', 'send', '1'))
  await dead.clock.advance(60_000)
  expect(await dead.lines('waybill_circuit_open')).toContain('waybill_circuit_open{instance="acme",lane="acme/send"} 1')
})

test('what the service tells besides is counted', async () => {
  const { metrics, lines, store } = await start()
  metrics.tell({ kind: 'event-refused', source: 'website', reason: 'wrong' })
  metrics.tell({ kind: 'event-refused', source: 'other', reason: 'wrong' })
  metrics.tell({ kind: 'accepting-refused', source: 'website', reason: 'full', events: 7 })
  metrics.tell({ kind: 'request-answered', route: '/v1/:call', method: 'POST', status: 200, milliseconds: 12 })
  metrics.tell({ kind: 'configuration-refused', problems: [] })
  metrics.tell({ kind: 'configuration-reloaded', changed: [], added: [], removed: [], waiting: [] })
  metrics.tell({ kind: 'store-full', error: new Error('full') })
  metrics.tell({ kind: 'lane-held-back', instance: 'acme', lane: 'acme/send', cause: 'rate', milliseconds: 1500 })
  metrics.eventsUnlogged(3)
  await store.append([{ lane: 'gone/send', id: '1', key: 'a', body: '{}', acceptedAt: 0 }])
  const expected = [
    'waybill_events_refused_total{source="website"} 1',
    'waybill_events_refused_total{source="other"} 1',
    'waybill_events_turned_away_total{source="website"} 7',
    'waybill_http_request_duration_seconds_count{route="/v1/:call",method="POST",status="2xx"} 1',
    'waybill_configuration_reloads_total{result="refused"} 1',
    'waybill_configuration_reloads_total{result="taken"} 1',
    'waybill_rate_limit_wait_seconds_sum{instance="acme",lane="acme/send",cause="rate"} 1.5',
    'waybill_event_log_lost_total 3',
    'waybill_event_log_bytes 42',
    'waybill_unserved_messages 1',
    'waybill_disk_full 1'
  ]
  expect(await lines('waybill_')).toEqual(expect.arrayContaining(expected))
  expect(await lines('process_cpu_seconds_total')).toHaveLength(1)
})

test('no label holds anything out of an event, however many users there are', async () => {
  const test = await start()
  await test.accept(...Array.from({ length: 50 }, (_, user) => eventBy(`user ${user}`, `event ${user}`, 'x')))
  await test.accept(...Array.from({ length: 50 }, (_, user) => eventBy(`user ${user}`, 'send', `id ${user}`)))
  await test.finish()
  test.count()
  const text = await test.metrics.text()
  expect(text).not.toMatch(/user \d|event \d|id \d|message \d/)
})

test.each([
  [response(204), '2xx'],
  [response(422), '4xx'],
  [response(429), '429'],
  [response(500), '5xx'],
  [silence('network'), 'network'],
  [silence('timeout'), 'timeout']
])('%j is one of a few results', (exchange, result) => expect(resultOf(exchange)).toBe(result))

test('docs/operations.md names every metric of ours with its labels, and no other', async () => {
  const page = readFileSync(join(__dirname, '../../../../docs/operations.md'), 'utf8')
  const rows = Array.from(page.matchAll(/^\| `(waybill_\w+)` +\| ([^|]*?) *\|/gm), ([, name = '', labels = '']) => [
    name,
    labels === '' ? [] : labels.split(', ').toSorted()
  ])
  const { metrics } = await start()
  expect(Object.fromEntries(rows)).toEqual(metrics.labels())
})
