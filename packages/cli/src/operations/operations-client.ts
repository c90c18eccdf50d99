import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject } from '@waybill/kit'
import type { Refusal } from '@waybill/server/operations'
import type { Terminal } from '../output/terminal'
import { errorCode, UsageError } from '../usage-error'

/** Where a running service is found. */
export interface OperationsFlags {
  /** The data folder of the service. */
  readonly data?: string
  /** The address of its operations port. @default what the service has written into the data folder */
  readonly url?: string
  readonly json?: boolean
}

/** Asks the operations port of a running service; what is refused is thrown as the sentence it was refused with. */
export interface OperationsClient {
  readonly get: <Answer>(path: string, query?: Query) => Promise<Answer>
  readonly post: <Answer>(path: string, body?: object) => Promise<Answer>
}

type Query = Readonly<Record<string, string | number | undefined>>

const FOLDER = 'waybill-data'

/** Finds the address and the token: flags first, then the environment, then the files of the data folder. */
export async function openClient(
  { data, url }: OperationsFlags,
  { environment }: Pick<Terminal, 'environment'>
): Promise<OperationsClient> {
  const folder = data ?? environment['WAYBILL_DATA'] ?? FOLDER
  const address = url ?? environment['WAYBILL_OPERATIONS_URL'] ?? (await readAddress(folder))
  const token = environment['WAYBILL_OPERATIONS_TOKEN'] ?? (await readToken(folder))
  const base = URL.canParse(address) ? new URL(address).origin : undefined
  if (base === undefined || base === 'null') {
    throw new UsageError(`"${address}" is no address; name the operations port as in http://127.0.0.1:8081.`)
  }
  // Both ends are of one version and one contract: what is answered is not checked once more.
  const ask = (method: string, path: string, body?: object) => request({ base, token, method, path, body })
  return {
    get: async (path, query = {}) => (await ask('GET', `${path}${queryText(query)}`)) as never,
    post: async (path, body = {}) => (await ask('POST', path, body)) as never
  }
}

// Written by the service when it starts; packages/server/src/operations says what is in them.
const readAddress = (folder: string): Promise<string> => read(join(folder, 'operations-address'), folder)
const readToken = (folder: string): Promise<string> => read(join(folder, 'operations-token'), folder)

async function read(path: string, folder: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EACCES')
      throw new UsageError(`${path} can be read by the user of the service only; run this as that user.`)
    throw new UsageError(
      `No service runs with the data folder ${folder}: there is no ${path} (${code}). Start it with "actions-cli run", or name its data folder (that of "run --sandbox" is sandbox in it) with --data.`
    )
  }
}

interface Request {
  readonly base: string
  readonly token: string
  readonly method: string
  readonly path: string
  readonly body: object | undefined
}

async function request({ base, token, method, path, body }: Request): Promise<unknown> {
  const answer = await fetch(`${base}/waybill/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, connection: 'close' },
    ...(body && { body: JSON.stringify(body) })
  }).catch((error: unknown) => {
    const code = errorCode(error instanceof Error ? error.cause : undefined)
    throw new UsageError(
      `No service answers at ${base} (${code}); start it with "actions-cli run", or check --data and --url.`
    )
  })
  const value: unknown = await answer.json().catch(() => undefined)
  if (answer.ok && value !== undefined) return value
  throw new UsageError(sentenceOf(answer.status, base, value))
}

function sentenceOf(status: number, base: string, value: unknown): string {
  if (status === 401) {
    return `The service at ${base} has another token: name its data folder with --data, or set WAYBILL_OPERATIONS_TOKEN.`
  }
  return isRefusal(value)
    ? value.error
    : `What answers at ${base} is no operations port (status ${status}); check --url.`
}

const isRefusal = (value: unknown): value is Refusal => isJsonObject(value) && typeof value['error'] === 'string'

function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}
