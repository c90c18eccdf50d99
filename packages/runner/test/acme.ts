import {
  compileDestination,
  defineAction,
  defineDestination,
  defineEndpoint,
  defineSettings,
  isJsonObject,
  reject
} from '@waybill/kit'
import type { DestinationPlan, EndpointLimits, HttpResponse, ItemError, SegmentEvent } from '@waybill/kit'

/** One thing that an event carries; `id` tells it apart. */
export interface Thing {
  readonly id: string | number
  readonly [key: string]: unknown
}

export const SECRET = 's3cr3t/key "quoted"'

const settings = defineSettings({
  apiKey: { label: 'API Key', description: 'The key.', type: 'password', required: true }
})

const things = {
  label: 'Things',
  description: 'What to send.',
  type: 'object',
  multiple: true,
  additionalProperties: true,
  default: { '@path': '$.properties.things' }
} as const

/** A made-up destination with an action for each of its doors, one of which deletes users, and the limits a test wants them to have. */
export function planAcme(limits: EndpointLimits = {}, problem?: string): DestinationPlan {
  const main = defineEndpoint(settings, {
    docs: 'https://acme.example/docs/main',
    request: ({ items }) => ({ method: 'POST', url: 'https://acme.example/main', json: { things: items } }),
    limits,
    itemErrors: errorsIn
  })
  const other = defineEndpoint(settings, {
    docs: 'https://acme.example/docs/other',
    request: ({ items }) => ({ method: 'POST', url: 'https://acme.example/other', json: { things: items } }),
    limits,
    timeoutSeconds: 3
  })
  const routed = defineEndpoint(settings, {
    docs: 'https://acme.example/docs/routed',
    route: ['list'],
    request: ({ items, route: { list } }) => {
      if (list === 'forbidden') throw new RangeError('the list of ada@example.com')
      return { method: 'POST', url: `https://acme.example/lists/${list}`, json: { things: items } }
    },
    limits
  })
  const broken = defineEndpoint(settings, {
    docs: 'https://acme.example/docs/broken',
    request: ({ items }) => {
      if (JSON.stringify(items).includes('cursed')) throw new RangeError('the thing of ada@example.com')
      return { method: 'POST', url: 'https://acme.example/broken', json: { things: items } }
    },
    limits
  })
  const gone = defineEndpoint(settings, {
    docs: 'https://acme.example/docs/gone',
    request: ({ items }) => ({ method: 'POST', url: 'https://acme.example/gone', json: { things: items } }),
    limits
  })
  const acme = defineDestination({
    name: 'Acme',
    slug: 'acme',
    description: 'Acme.',
    integrationNames: ['Acme'],
    settings,
    authentication: {
      scheme: 'custom',
      headers: ({ settings: { apiKey } }) => ({ authorization: `Bearer ${apiKey}` }),
      test: {
        docs: 'https://acme.example/docs/me',
        request: () => ({ method: 'GET', url: 'https://acme.example/me' }),
        problem: () => problem
      }
    },
    actions: {
      send: defineAction(settings, {
        title: 'Send',
        description: 'Send things.',
        fields: { things },
        endpoint: main,
        items: ({ payload, note }) => {
          if (payload.things?.some(({ refused }) => refused === true)) return reject('One of the things is refused.')
          if (payload.things === undefined) note('There was no "things".')
          return payload.things ?? []
        }
      }),
      sendAgain: defineAction(settings, {
        title: 'Send Again',
        description: 'Send things by another action.',
        fields: { things },
        endpoint: main,
        items: ({ payload }) => (payload.things ?? []).map((thing) => ({ ...thing, id: `${String(thing['id'])}'` }))
      }),
      sendElsewhere: defineAction(settings, {
        title: 'Send Elsewhere',
        description: 'Send things to another door.',
        fields: { things },
        endpoint: other,
        items: ({ payload }) => payload.things ?? []
      }),
      sendToList: defineAction(settings, {
        title: 'Send to List',
        description: 'Send things to the list they name.',
        fields: { things },
        endpoint: routed,
        items: ({ payload }) =>
          (payload.things ?? []).map((thing) => ({ route: { list: String(thing['list']) }, body: thing }))
      }),
      sendToBroken: defineAction(settings, {
        title: 'Send to Broken',
        description: 'Send things to a door whose declaration has a mistake.',
        fields: { things },
        endpoint: broken,
        items: ({ payload }) => payload.things ?? []
      }),
      forget: defineAction(settings, {
        title: 'Forget',
        description: 'Forget a user.',
        fields: {
          user: { label: 'User', description: 'Whom.', type: 'string', default: { '@path': '$.userId' } },
          request: { label: 'Request', description: 'Why.', type: 'string', default: { '@path': '$.messageId' } }
        },
        endpoint: gone,
        items: ({ payload: { user, request } }) =>
          user === undefined ? reject('There is no user.') : [{ id: `${request}:${user}` }]
      })
    },
    presets: [],
    deletion: 'forget'
  })
  const subscriptions = (['send', 'sendAgain', 'sendElsewhere', 'sendToList', 'sendToBroken'] as const).map(
    (action) => ({
      name: `${action} things`,
      partnerAction: action,
      subscribe: action === 'sendAgain' ? 'event = "send twice"' : `event = "${action}" or event = "${action} twice"`,
      mapping: { things: { '@path': '$.properties.things' } }
    })
  )
  const compiled = compileDestination(acme, { settings: { apiKey: SECRET }, subscriptions })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.plan
}

/** An event whose name says by which action its things travel; "send twice" uses two actions of one door. */
export const eventOf = (name: string, ...list: readonly Thing[]): SegmentEvent => ({
  type: 'track',
  event: name,
  properties: { things: list }
})

function errorsIn({ body }: HttpResponse): readonly ItemError[] {
  return isJsonObject(body) && Array.isArray(body['errors']) ? (body['errors'] as readonly ItemError[]) : []
}
