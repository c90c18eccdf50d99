import { isJsonObject } from '@waybill/kit'
import { QueueStoreError } from '@waybill/runner'
import { CannotStart } from '@waybill/server'
import type { ServiceConfiguration } from '@waybill/server'
import { errorCode, UsageError } from '../usage-error'

/** What is said when a service does not start: a sentence if its configuration can change it, else the error itself. */
export function startProblem({ http }: Pick<ServiceConfiguration, 'http'>, error: unknown): unknown {
  if (error instanceof CannotStart || error instanceof QueueStoreError) return new UsageError(error.message)
  if (!isAboutAddress(error)) return error
  const code = errorCode(error)
  return new UsageError(
    `It cannot listen on ${http.host}:${http.port} (${code}); choose another http.host or http.port.`
  )
}

/** Systems have many codes for an address that cannot be had, but few calls that ask for one. */
const isAboutAddress = (error: unknown): boolean =>
  isJsonObject(error) && (error['syscall'] === 'listen' || error['syscall'] === 'getaddrinfo')
