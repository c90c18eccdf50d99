import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const INDEX = `import { defineDestination } from '@waybill/kit'
import { deleteUser } from './actions/delete-user'
import { trackEvent } from './actions/track-event'
import { settings } from './settings'

export const acme = defineDestination({
  name: 'Acme',
  slug: 'acme',
  description: 'Send events to Acme.',
  integrationNames: ['Acme'],
  settings,
  authentication: {
    scheme: 'custom',
    headers: ({ settings: { apiKey } }) => ({ authorization: \`Bearer \${apiKey}\` }),
    test: {
      docs: 'https://acme.example/docs/me',
      request: ({ settings: { endpoint, apiKey } }) => ({ method: 'GET', url: \`\${endpoint}/me?key=\${apiKey}\` })
    }
  },
  actions: { trackEvent, deleteUser },
  presets: [
    { name: 'Track Event', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "track"' },
    { name: 'Pages', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "page"', optional: true }
  ],
  deletion: 'deleteUser'
})
`

const SETTINGS = `import { defineEndpoint, defineSettings } from '@waybill/kit'

export const settings = defineSettings({
  apiKey: { label: 'API Key', description: 'The key.', type: 'password', required: true },
  endpoint: { label: 'Endpoint', description: 'Where.', type: 'string', required: true },
  region: { label: 'Region', description: 'Which.', type: 'string', choices: ['us', 'eu'], default: 'us' }
})

export const events = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/events',
  request: ({ settings: { endpoint, region }, items }) => ({
    method: 'POST',
    url: \`\${endpoint}/events?region=\${region ?? 'us'}\`,
    json: { events: items }
  }),
  limits: { items: 3, itemBytes: 1000 },
  itemErrors: ({ body }) => (body as { errors?: { index: number; reason: string }[] } | undefined)?.errors ?? []
})
`

const TRACK_EVENT = `import { defineAction, reject, skip } from '@waybill/kit'
import { events, settings } from '../settings'

export const trackEvent = defineAction(settings, {
  title: 'Track Event',
  description: 'Record an event.',
  defaultSubscription: 'type = "track"',
  fields: {
    user_id: { label: 'User ID', description: 'Who.', type: 'string', required: true, default: { '@path': '$.userId' } },
    name: { label: 'Name', description: 'What.', type: 'string', required: true, default: { '@path': '$.event' } },
    amount: { label: 'Amount', description: 'How much.', type: 'number', default: { '@path': '$.properties.amount' } },
    email: { label: 'Email', description: 'Mail.', type: 'string', format: 'email', default: { '@path': '$.properties.email' } }
  },
  endpoint: events,
  items: ({ payload }) => {
    if (payload.name === 'Nothing') return skip('there is nothing to say')
    if (payload.name === 'Refused') return reject('Acme takes no such event.')
    return [{ user: payload.user_id, name: payload.name, amount: payload.amount, email: payload.email }]
  }
})
`

const DELETE_USER = `import { defineAction } from '@waybill/kit'
import { events, settings } from '../settings'

export const deleteUser = defineAction(settings, {
  title: 'Delete User',
  description: 'Delete a user.',
  fields: {
    user_id: { label: 'User ID', description: 'Who.', type: 'string', required: true, default: { '@path': '$.userId' } }
  },
  endpoint: events,
  items: ({ payload }) => [{ delete: payload.user_id }]
})
`

export const EXAMPLES = `import { defineExamples } from '@waybill/kit'
import { acme } from '.'

/** What the tests prove. */
export const examples = defineExamples(acme, {
  settings: { apiKey: 'made-up-key', endpoint: 'https://acme.example' },
  examples: [
    {
      title: 'track records an event',
      action: 'trackEvent',
      event: { type: 'track', userId: 'u-1', event: 'Signed Up' },
      expect: {
        requests: [
          {
            method: 'POST',
            url: 'https://acme.example/events?region=us',
            json: { events: [{ user: 'u-1', name: 'Signed Up' }] }
          }
        ]
      }
    } // the only one
  ]
})
`

const FILES: Readonly<Record<string, string>> = {
  'acme/index.ts': INDEX,
  'acme/settings.ts': SETTINGS,
  'acme/actions/track-event.ts': TRACK_EVENT,
  'acme/actions/delete-user.ts': DELETE_USER,
  'acme/examples.ts': EXAMPLES
}

/** A directory of destinations outside of the repository: the destination Acme, and whatever a test adds. */
export function createAcmeFolder() {
  const directory = mkdtempSync(join(tmpdir(), 'waybill-server-'))
  const path = (name: string): string => join(directory, name)
  const write = (name: string, content: string): string => {
    mkdirSync(dirname(path(name)), { recursive: true })
    writeFileSync(path(name), content)
    return path(name)
  }
  for (const [name, content] of Object.entries(FILES)) write(name, content)
  const read = (name: string): string => readFileSync(path(name), 'utf8')
  return {
    directory,
    path,
    write,
    read,
    edit: (name: string, from: string, to: string): string => {
      const before = read(name)
      if (!before.includes(from)) throw new Error(`${name} holds no ${from}`)
      return write(name, before.replace(from, to))
    },
    remove: (name = '.') => rmSync(path(name), { recursive: true, force: true })
  }
}
