import { isIPv6 } from 'node:net'
import { isJsonObject } from '@waybill/kit'
import type { ProblemLog } from './problem-log'
import type { ServiceConfiguration } from './service-configuration'

interface ConfiguredPort {
  readonly path: readonly [section: string, key: string]
  readonly host: string
  readonly port: number
}

interface Checking {
  /** The sections as they stand in the file. */
  readonly written: { readonly [section: string]: unknown }
  readonly log: ProblemLog
}

/** Reports ports that only one of two listeners could have; 0 stands for a free one each. */
export function checkPorts(
  { http, operations }: Pick<ServiceConfiguration, 'http' | 'operations'>,
  { written, log }: Checking
): void {
  const { metricsHost, metricsPort } = operations
  const ports: readonly ConfiguredPort[] = [
    { path: ['http', 'port'], host: http.host, port: http.port },
    { path: ['operations', 'port'], host: operations.host, port: operations.port },
    ...(metricsPort === undefined
      ? []
      : [{ path: ['operations', 'metricsPort'] as const, host: metricsHost, port: metricsPort }])
  ]
  for (const [index, later] of ports.entries()) {
    const earlier = ports.slice(0, index).find((each) => isSamePlace(each, later))
    if (earlier === undefined) continue
    const [first, second] = [earlier.path.join('.'), later.path.join('.')]
    log.add(
      [later, earlier].find(isWritten)?.path ?? later.path,
      `${first} and ${second} are both ${later.port}, so one could not listen; choose another for one.`
    )
  }

  /** What is not is a default. */
  function isWritten({ path: [section, key] }: ConfiguredPort): boolean {
    const values = written[section]
    return isJsonObject(values) && values[key] !== undefined
  }
}

const isSamePlace = (first: ConfiguredPort, second: ConfiguredPort): boolean =>
  first.port !== 0 && first.port === second.port && hasShared(addressOf(first.host), addressOf(second.host))

const addressOf = (host: string): string => (host === 'localhost' ? '127.0.0.1' : host)

/** An address that stands for all holds those of its kind; `::` those of IPv4, too. */
const hasShared = (first: string, second: string): boolean =>
  first === second || isAllOf(first, second) || isAllOf(second, first)

const isAllOf = (all: string, address: string): boolean =>
  all === '::' || (all === '0.0.0.0' && (address === '::' || !isIPv6(address)))
