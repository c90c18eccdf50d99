import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { destinations } from '@waybill/destinations'
import { exampleEvents } from './events'
import { measure, table, writeResults } from './measure'
import type { Work, WorkRequest } from './planning-work'

const ROUNDS = 5

interface PlanningResult {
  readonly destination: string
  readonly events: number
  readonly waybillUs: number
  readonly onEventUs: number
  readonly onBatchUs: number
  readonly jsonUs: number
}

/** Planning (match → items, serialised) beside Segment's runtime and beside parsing and writing the same JSON. */
export async function benchPlanning(): Promise<void> {
  const events = exampleEvents().events.length
  const results: PlanningResult[] = []
  const phases: (readonly (string | number)[])[] = []
  for (const slug of Object.keys(destinations)) {
    const us = await measureWorks(slug, ['waybill', 'onEvent', 'onBatch', 'json', 'match', 'map', 'check', 'write'])
    results.push({
      destination: slug,
      events,
      waybillUs: us('waybill'),
      onEventUs: us('onEvent'),
      onBatchUs: us('onBatch'),
      jsonUs: us('json')
    })
    phases.push([slug, us('match'), us('map'), us('check'), us('write'), us('waybill')])
  }
  writeResults('planning', results)
  process.stdout.write(
    `Planning, microseconds per event (medians of ${ROUNDS} interleaved rounds)\n\n${ratioTable(results)}\n\n`
  )
  const head = ['destination', 'match, unindexed', 'map', 'check', 'write', 'the whole plan']
  process.stdout.write(`Where it goes, each step repeated alone\n\n${table(head, phases)}\n`)
}

/**
 * Measures works in turn, each in a thread of its own: in one thread, the objects of one would slow down the compiled
 * code of another.
 */
async function measureWorks(slug: string, works: readonly Work[]): Promise<(work: Work) => number> {
  const workers = works.map((work) => ({ work, worker: startWorker({ slug, work }) }))
  const times = await measure(
    workers.map(({ work, worker }) => ({
      name: work,
      run: async () => {
        worker.postMessage('once')
        const [microseconds] = (await once(worker, 'message')) as [number]
        return microseconds
      }
    })),
    ROUNDS
  )
  await Promise.all(workers.map(({ worker }) => worker.terminate()))
  return (work) => times.get(work) ?? Number.NaN
}

const startWorker = (request: WorkRequest): Worker =>
  new Worker(join(__dirname, 'planning-worker.ts'), {
    workerData: request,
    execArgv: ['--require', 'esbuild-register']
  })

function ratioTable(results: readonly PlanningResult[]): string {
  const head = [
    'destination',
    'waybill µs',
    'onEvent µs',
    'onBatch µs',
    'JSON µs',
    'onEvent/waybill',
    'onBatch/waybill',
    'waybill/JSON'
  ]
  const rows = results.map(({ destination, waybillUs, onEventUs, onBatchUs, jsonUs }) => [
    destination,
    waybillUs,
    onEventUs,
    onBatchUs,
    jsonUs,
    `${(onEventUs / waybillUs).toFixed(0)}x`,
    `${(onBatchUs / waybillUs).toFixed(0)}x`,
    waybillUs / jsonUs
  ])
  return table(head, rows)
}
