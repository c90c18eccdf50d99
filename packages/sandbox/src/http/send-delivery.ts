import type { ServerResponse } from 'node:http'
import type { Answer } from './answer'
import type { Delivery } from '../misbehaviour/plan-delivery'

/** Puts on the wire what the client is to see. */
export function sendDelivery(response: ServerResponse, delivery: Delivery): void {
  switch (delivery.kind) {
    case 'answered':
      response.writeHead(delivery.answer.status, withLength(delivery.answer)).end(delivery.answer.body)
      return
    case 'truncated':
      sendHalf(response, delivery.answer)
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'hang':
  }
}

function sendHalf(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, withLength(answer))
  const half = answer.body.slice(0, Math.floor(answer.body.length / 2))
  // The half must have left before the connection ends, or the client would see a reset without a status.
  response.write(half, () => response.socket?.end())
}

function withLength(answer: Answer): Readonly<Record<string, string>> {
  // These two statuses have no body; announcing the length of one breaks the connection.
  if (answer.status === 204 || answer.status === 304) return answer.headers
  return { ...answer.headers, 'content-length': String(Buffer.byteLength(answer.body)) }
}
