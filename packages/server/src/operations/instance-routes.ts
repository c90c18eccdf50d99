import { Hono } from 'hono'
import { faultName } from '../fault-name'
import type { AuthenticationTests, InstanceStatus, Status } from './contract'
import { findInstance } from './operations'
import type { Operations } from './operations'
import { readInput, readText } from './read-input'
import { fault } from './refuse'
import { instanceStatus, unservedLanes } from './status'
import { testAuthentication } from './test-authentication'

const NO_REASON = 'paused by an operator'

/** Status, pauses and authentication tests. */
export function instanceRoutes(operations: Operations): Hono {
  const { core, clock, pauses, log, totals } = operations
  return new Hono()
    .get('/status', async (context) => {
      const status: Status = {
        now: clock.now(),
        startedAt: operations.startedAt,
        recovered: operations.recovered(),
        instances: await Promise.all(core.instances().map((instance) => instanceStatus(core, instance))),
        unserved: await unservedLanes(core),
        eventLog: { isKept: log !== undefined, bytes: log?.bytes() ?? 0, oldestAt: log?.oldestAt() ?? null },
        totals: totals.all()
      }
      return context.json(status)
    })
    .post('/instances/:instance/pause', async (context) => {
      const instance = findInstance(operations, context.req.param('instance'))
      const reason = readText(await readInput(context, ['reason']), 'reason') ?? NO_REASON
      await pauses.pause(instance.id, reason).catch((error: unknown) => {
        const sentence = `${instance.id} is paused, but only until the service is started again: its data folder could not be written (${faultName(error)}).`
        throw fault(`${sentence} Mend that, then pause it again.`, error)
      })
      return context.json((await instanceStatus(core, instance)) satisfies InstanceStatus)
    })
    .post('/instances/:instance/resume', async (context) => {
      const instance = findInstance(operations, context.req.param('instance'))
      await pauses.resume(instance.id).catch((error: unknown) => {
        const sentence = `${instance.id} goes on, but is paused again when the service is started again: its data folder could not be written (${faultName(error)}).`
        throw fault(`${sentence} Mend that, then resume it again.`, error)
      })
      return context.json((await instanceStatus(core, instance)) satisfies InstanceStatus)
    })
    .post('/authentication-tests', async (context) => {
      const id = readText(await readInput(context, ['instance']), 'instance')
      const instances = id === undefined ? core.instances() : [findInstance(operations, id)]
      return context.json((await testAuthentication(instances, core.transport)) satisfies AuthenticationTests)
    })
}
