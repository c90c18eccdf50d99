import { readFile } from 'node:fs/promises'
import { isJsonObject } from '@waybill/kit'
import { errorCode } from '../error-code'
import type { LogPosition } from '../event-log/read-event-files'
import { CannotStart } from '../service/cannot-start'
import type { JobTask, KeptJob } from './kept-job'
import { EVENT_FILTER, readEventFilter } from './read-event-filter'
import { onlyKnown, readNumber, readPace, readText } from './read-input'
import type { Input } from './read-input'
import { readSelection } from './read-selection'
import { refusal } from './refuse'

/** The jobs of a file, none if it is not there. As strict as with a request: half a filter must not mean everything. */
export async function readKeptJobs(path: string): Promise<readonly KeptJob[]> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (!Array.isArray(value)) throw refusal(400, 'The jobs must be a list.')
    return value.map((job: unknown) => readJob(object(job)))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw new CannotStart(
      `${path}, which says what retries and replays go on, cannot be read; mend or remove it, then start again.`,
      { cause: error }
    )
  }
}

const readJob = (input: Input): KeptJob => ({
  id: required(readText(input, 'id')),
  title: required(readText(input, 'title')),
  startedAt: readCount(input, 'startedAt'),
  done: readCount(input, 'done'),
  // Earlier versions did not count them.
  repeated: readNumber(input, 'repeated', { minimum: 0 }) ?? 0,
  total: input['total'] === null ? null : readCount(input, 'total'),
  task: readTask(object(input['task']))
})

function readTask(input: Input): JobTask {
  const perSecond = readPace(input)
  if (input['kind'] === 'retry') {
    return { kind: 'retry', selection: readSelection(input['selection']), last: readCount(input, 'last'), perSecond }
  }
  if (input['kind'] !== 'replay') throw refusal(400, '"kind" must be "retry" or "replay".')
  return {
    kind: 'replay',
    instance: required(readText(input, 'instance')),
    filter: readEventFilter(onlyKnown(object(input['filter']), EVENT_FILTER)),
    name: required(readText(input, 'name')),
    perSecond,
    ...(input['after'] !== undefined && { after: readPosition(object(input['after'])) })
  }
}

const readPosition = (input: Input): LogPosition => ({ file: readCount(input, 'file'), line: readCount(input, 'line') })

const readCount = (input: Input, name: string): number => required(readNumber(input, name, { minimum: 0 }))

function object(value: unknown): Input {
  if (isJsonObject(value)) return value
  throw refusal(400, 'It must be a JSON object.')
}

function required<Value>(value: Value | undefined): Value {
  if (value !== undefined) return value
  throw refusal(400, 'Something is missing.')
}
