import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WRITE_KEY } from './service-process'
import { startServiceProcess } from './start-service-process'

export interface ConnectionResult {
  readonly opened: number
  /** How long others waited for their answers while all of them were open. */
  readonly slowestAnswerMs: number
  readonly residentMb: number
  /** After how long the service had closed all of them. */
  readonly goneAfterSeconds: number
}

const ANSWERS = 50
const AT_ONCE = 500

/** Opens connections that begin a request and leave it, and asks meanwhile as others would. */
export async function openConnections(count: number): Promise<ConnectionResult> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-connections-'))
  const { child, url } = await startServiceProcess({ folder, vendor: 'http://127.0.0.1:9', slug: 'customerio' })
  const started = performance.now()
  const closed: Promise<unknown>[] = []
  for (let made = 0; made < count; made += AT_ONCE) {
    const sockets = Array.from({ length: Math.min(AT_ONCE, count - made) }, () => openOne(url))
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    closed.push(...sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))))
  }
  const slowestAnswerMs = await askOthers(url)
  const residentMb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024
  await Promise.all(closed)
  const goneAfterSeconds = (performance.now() - started) / 1000
  child.kill('SIGKILL')
  await once(child, 'exit')
  rmSync(folder, { recursive: true, force: true })
  return { opened: count, slowestAnswerMs, residentMb, goneAfterSeconds }
}

function openOne(url: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
    socket.write('POST /v1/track HTTP/1.1\r\nHost: a\r\n')
  })
  // The service ends the connection some time, and whatever way it does so is right.
  socket.on('error', () => undefined)
  // Without it, the end of the other side is never noticed.
  socket.resume()
  return socket
}

async function askOthers(url: string): Promise<number> {
  let slowest = 0
  for (let asked = 0; asked < ANSWERS; asked++) {
    const sentAt = performance.now()
    const body = JSON.stringify({ writeKey: WRITE_KEY, userId: 'ada', event: 'A' })
    const response = await fetch(`${url}/v1/track`, { method: 'POST', body })
    if (response.status !== 200) throw new Error(`It answered ${response.status}.`)
    slowest = Math.max(slowest, performance.now() - sentAt)
  }
  return slowest
}
