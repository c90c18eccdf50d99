import {
  basicAuthorization,
  compileDestination,
  defaultMapping,
  defineAction,
  defineDestination,
  defineEndpoint,
  defineSettings,
  isJsonObject,
  reject,
  skip
} from '../src'
import type { Destination, DestinationPlan, ItemError, SegmentEvent, Subscription } from '../src'

const settings = defineSettings({
  account: { label: 'Account', description: 'Who calls.', type: 'string', required: true },
  apiKey: {
    label: 'API Key',
    description: 'The key of the account.',
    type: 'password',
    required: true,
    pattern: { regex: '^.{4,}$', message: 'must have at least 4 characters' }
  },
  region: { label: 'Region', description: 'Where.', type: 'string', choices: ['us', 'eu'], default: 'us' }
})

/** Settings that are right. */
export const SETTINGS = { account: 'ada', apiKey: 's3cr3t/key' }

const batch = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/batch',
  slots: ['people', 'events'],
  request: ({ settings: { region }, slots }) => ({
    method: 'POST',
    url: `https://${region}.acme.example/batch`,
    headers: { 'x-acme-version': '2' },
    json: slots
  }),
  limits: { items: 4, itemBytes: 2000, bytes: 6000 },
  timeoutSeconds: 7,
  itemErrors: ({ body }) =>
    isJsonObject(body) && Array.isArray(body['errors']) ? (body['errors'] as readonly ItemError[]) : []
})

const userId = {
  label: 'User ID',
  description: 'Who it is about.',
  type: 'string',
  required: true,
  default: { '@path': '$.userId' }
} as const

const trackEvent = defineAction(settings, {
  title: 'Track Event',
  description: 'Record an event.',
  defaultSubscription: 'type = "track"',
  fields: {
    user_id: userId,
    name: {
      label: 'Name',
      description: 'What happened.',
      type: 'string',
      required: true,
      default: { '@path': '$.event' }
    },
    amount: {
      label: 'Amount',
      description: 'How much.',
      type: 'number',
      default: { '@path': '$.properties.amount' }
    },
    email: {
      label: 'Email',
      description: 'Where to write to.',
      type: 'string',
      format: 'email',
      default: { '@path': '$.properties.email' }
    },
    copies: {
      label: 'Copies',
      description: 'How many items to make.',
      type: 'integer',
      default: { '@path': '$.properties.copies' }
    }
  },
  endpoint: batch,
  items: ({ payload: { user_id: user, name, copies = 1, amount, email }, settings: { region }, note }) => {
    if (name === 'Nothing') return skip('Nothing happened.')
    if (name === 'Refused') return reject('That is not allowed.')
    if (name === 'Cursed') throw new TypeError(`cannot read ${user} of ${name}`)
    if (name === 'Odd') throw Object.assign(Object.create(null), { name: 'ada' })
    if (name === 'Noted') note('The name was noted.')
    return Array.from({ length: copies }, (_, copy) => ({ events: { user, name, copy, amount, email, region } }))
  }
})

const identifyUser = defineAction(settings, {
  title: 'Identify User',
  description: 'Save a person.',
  defaultSubscription: 'type = "identify"',
  fields: { user_id: userId },
  endpoint: batch,
  items: ({ payload: { user_id: id } }) => [{ people: { id } }]
})

const deleteUser = defineAction(settings, {
  title: 'Delete User',
  description: 'Forget a person.',
  fields: { user_id: userId },
  endpoint: batch,
  items: ({ payload: { user_id: id } }) => [{ people: { id, deleted: true } }]
})

/** A made-up destination with a door that takes two kinds of items together. */
export const acme = defineDestination({
  name: 'Acme',
  slug: 'acme',
  description: 'Send people and events to Acme.',
  integrationNames: ['Acme', 'Acme (Actions)'],
  settings,
  authentication: {
    scheme: 'basic',
    headers: ({ settings: { account, apiKey } }) => ({ authorization: basicAuthorization(account, apiKey) }),
    test: {
      docs: 'https://acme.example/docs/me',
      request: ({ settings: { region } }) => ({ method: 'GET', url: `https://${region}.acme.example/me` }),
      problem: ({ response: { body } }) =>
        isJsonObject(body) && typeof body['problem'] === 'string' ? body['problem'] : undefined
    }
  },
  actions: { trackEvent, identifyUser, deleteUser },
  presets: [
    { name: 'Track Event', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "track"' },
    { name: 'Identify User', type: 'automatic', partnerAction: 'identifyUser', subscribe: 'type = "identify"' },
    {
      name: 'Track Page',
      type: 'automatic',
      partnerAction: 'trackEvent',
      subscribe: 'type = "page"',
      mapping: { name: 'Page Viewed' },
      optional: true
    }
  ],
  deletion: 'deleteUser'
})

/** A subscription of Acme with the default mapping of its action. */
export const subscriptionTo = (
  partnerAction: 'trackEvent' | 'identifyUser' | 'deleteUser',
  subscribe: string,
  mapping: Subscription['mapping'] = {}
): Subscription => ({
  name: `${partnerAction} on ${subscribe}`,
  partnerAction,
  subscribe,
  mapping: { ...defaultMapping(acme.actions[partnerAction]?.fields ?? {}), ...mapping }
})

/** Acme, compiled. */
export function planOf(subscriptions?: readonly Subscription[], destination: Destination = acme): DestinationPlan {
  const compiled = compileDestination(destination, { settings: SETTINGS, ...(subscriptions && { subscriptions }) })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.plan
}

/** A track event. */
export const track = (event: string, properties: Readonly<Record<string, unknown>> = {}): SegmentEvent => ({
  type: 'track',
  userId: 'u1',
  event,
  properties
})
