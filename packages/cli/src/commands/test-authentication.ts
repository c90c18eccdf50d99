import type { AuthenticationTests } from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { openClient } from '../operations/operations-client'
import type { OperationsFlags } from '../operations/operations-client'
import { escapeLine } from '../output/escape-controls'
import type { Terminal } from '../output/terminal'

/** `actions-cli test-authentication`: asks the vendors whether the credentials of the running service are right. */
export async function testAuthentication(
  instance: string | undefined,
  flags: OperationsFlags,
  terminal: Terminal
): Promise<number> {
  const client = await openClient(flags, terminal)
  const body = instance === undefined ? {} : { instance }
  const tests = await client.post<AuthenticationTests>('/authentication-tests', body)
  terminal.out(flags.json ? `${JSON.stringify(tests)}\n` : tests.results.map(lineOf).join(''))
  return tests.results.some(({ result }) => result === 'refused') ? EXIT.failed : EXIT.ok
}

const MARKS = { accepted: '✓', refused: '✗', untested: '?' } as const

const lineOf = ({ instance, result, reason }: AuthenticationTests['results'][number]): string =>
  `${escapeLine(`${MARKS[result]} ${instance}: ${reason ?? 'the vendor accepts the credentials.'}`)}\n`
