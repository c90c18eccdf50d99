import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOperations } from '../src/operations'
import { startCore } from './start-core'
import type { TestCore, TestCoreOptions } from './start-core'

/** A running service with its operations port, and a way to ask it. */
export interface TestOperations extends TestCore {
  readonly folder: string
  readonly url: string
  readonly token: string
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer>
  /** The body of an answer that must be a success. */
  readonly get: <Body>(path: string) => Promise<Body>
  readonly post: <Body>(path: string, body?: unknown) => Promise<Body>
}

export interface Answer {
  readonly status: number
  readonly body: unknown
}

const started: TestOperations[] = []

/** Ends everything that was started; call it after all tests of a file. */
export async function closeOperations(): Promise<void> {
  for (const each of started.splice(0)) {
    await each.close()
    rmSync(each.folder, { recursive: true, force: true })
  }
}

export async function startOperations(options: TestCoreOptions = {}): Promise<TestOperations> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'waybill-operations-'))
  let tokens = 0
  const part = createOperations({ newToken: () => `token-${(tokens += 1)}` })
  const test = await startCore({ ...options, folder, parts: [...(options.parts ?? []), part] })
  const url = readFileSync(join(folder, 'operations-address'), 'utf8').trim()
  const token = readFileSync(join(folder, 'operations-token'), 'utf8').trim()

  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${url}/waybill/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, connection: 'close' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    return { status: answer.status, body: await answer.json() }
  }
  const expectBody = async (method: string, path: string, body?: unknown): Promise<never> => {
    const answer = await ask(method, path, body)
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as never
  }
  const operations: TestOperations = {
    ...test,
    folder,
    url,
    token,
    ask,
    get: (path) => expectBody('GET', path),
    post: (path, body) => expectBody('POST', path, body)
  }
  started.push(operations)
  return operations
}
