import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WRITE_KEY } from './service-process'
import { startServiceProcess } from './start-service-process'

export interface ConnectionResult {
  /** Those that begin a request and go silent before its headers are complete. */
  readonly silent: KindResult
  /** Those that send headers, and then one byte of the body now and then. */
  readonly dribbling: KindResult & { readonly bytesSent: number }
  /** How long others waited for their answers while all of them were open. */
  readonly slowestAnswerMs: number
  readonly residentMb: number
}

interface KindResult {
  readonly opened: number
  /** How many were open when the last of the others was answered. */
  readonly openMeanwhile: number
  /** After how long the service had closed all of them. */
  readonly goneAfterSeconds: number
}

const ANSWERS = 50
const AT_ONCE = 500
const BYTE_EVERY_MILLISECONDS = 1000

/** Opens connections that begin a request and leave it or dribble, half of each, and asks meanwhile as others would. */
export async function openConnections(count: number): Promise<ConnectionResult> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-connections-'))
  const { child, url, kill } = await startServiceProcess({ folder, vendor: 'http://127.0.0.1:9', slug: 'customerio' })
  const silent = createKind(url, 'POST /v1/track HTTP/1.1\r\nHost: a\r\n')
  const dribbling = createKind(url, 'POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n')
  const dribble = setInterval(dribbling.sendByte, BYTE_EVERY_MILLISECONDS)
  for (let made = 0; made < count; made += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - made)
    await Promise.all([silent.open(Math.floor(some / 2)), dribbling.open(Math.ceil(some / 2))])
  }
  const slowestAnswerMs = await askOthers(url)
  const openMeanwhile = [silent.countOpen(), dribbling.countOpen()] as const
  const residentMb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024
  const [silentGone, dribblingGone] = await Promise.all([silent.gone(), dribbling.gone()])
  clearInterval(dribble)
  await kill()
  rmSync(folder, { recursive: true, force: true })
  return {
    silent: { ...silentGone, openMeanwhile: openMeanwhile[0] },
    dribbling: { ...dribblingGone, openMeanwhile: openMeanwhile[1], bytesSent: dribbling.bytesSent() },
    slowestAnswerMs,
    residentMb
  }
}

/** Connections that begin in the same way. */
function createKind(url: string, beginning: string) {
  const sockets: Socket[] = []
  const closed: Promise<unknown>[] = []
  const startedAt = performance.now()
  let bytesSent = 0
  const countOpen = (): number => sockets.filter((socket) => !socket.destroyed).length
  return {
    open: async (count: number): Promise<void> => {
      const some = Array.from({ length: count }, () => openOne(url, beginning))
      sockets.push(...some)
      closed.push(...some.map((socket) => new Promise((resolve) => socket.once('close', resolve))))
      await Promise.all(some.map((socket) => once(socket, 'connect')))
    },
    sendByte: (): void => {
      for (const socket of sockets) {
        if (!socket.writable) continue
        socket.write(' ')
        bytesSent += 1
      }
    },
    bytesSent: () => bytesSent,
    countOpen,
    gone: async () => {
      await Promise.all(closed)
      return { opened: sockets.length, goneAfterSeconds: (performance.now() - startedAt) / 1000 }
    }
  }
}

function openOne(url: string, beginning: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  // Kept until it is connected, and sent before all else.
  socket.write(beginning)
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
