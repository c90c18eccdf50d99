import { QueueStoreError } from '@waybill/runner'
import { CannotStart } from '@waybill/server'
import { UsageError } from '../usage-error'
import { startProblem } from './start-problem'

const http = {
  host: 'intake.example',
  port: 8080,
  maximumConnections: 1,
  trustForwardedFor: false,
  shutdownSeconds: 1
}

const problemOf = (error: unknown): unknown => startProblem({ http }, error)

test.each([
  ['listen', 'EADDRINUSE'],
  ['listen', 'EAFNOSUPPORT'],
  ['getaddrinfo', 'EAI_AGAIN']
])('%s that fails with %s is an address to change', (syscall, code) => {
  const message = `It cannot listen on intake.example:8080 (${code}); choose another http.host or http.port.`
  expect(problemOf(Object.assign(new Error('no'), { syscall, code }))).toEqual(new UsageError(message))
})

test.each([
  ['a part', new CannotStart('The token is no token.')],
  ['the queue', new QueueStoreError('FAILED', 'The queue is none.')]
])('what %s says is said as it is', (_whose, error) => {
  expect(problemOf(error)).toEqual(new UsageError(error.message))
})

test.each([
  ['a fault', new TypeError('A fault.')],
  ['a file that cannot be opened', Object.assign(new Error('no'), { syscall: 'open', code: 'EACCES' })],
  ['nothing', undefined]
])('%s is about no address', (_what, error) => {
  expect(problemOf(error)).toBe(error)
})
