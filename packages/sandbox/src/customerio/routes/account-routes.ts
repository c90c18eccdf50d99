import { jsonAnswer } from '../../http/answer'
import type { Route } from '../../http/vendor'
import type { FindWorkspace } from './entity-routes'

const hosts = { us: 'https://track.customer.io', eu: 'https://track-eu.customer.io' }

/** The endpoints that tell whether credentials are good and where the account lives. */
export function accountRoutes(findWorkspace: FindWorkspace): Route[] {
  const common = { method: 'GET', access: 'authenticated', body: 'none' } as const
  return [
    {
      // https://docs.customer.io/integrations/api/track/
      ...common,
      path: '/api/v1/accounts/region',
      answer: (request) => {
        const { region, environmentId } = findWorkspace(request).account
        return jsonAnswer(200, { url: hosts[region], region, environment_id: environmentId })
      }
    },
    {
      // In use by integrations, in no document: only the status can be relied on.
      ...common,
      path: '/auth',
      answer: () => jsonAnswer(200, {})
    }
  ]
}
