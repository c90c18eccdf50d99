import type { Analytics, Context, Plugin } from '@segment/analytics-next'
import { settingsProblem } from './check-settings'
import type { Action, BrowserDestination, Path } from './definition'
import { markBundled } from './mark-bundled'
import { createTeller, reasonOf } from './tell-developer'
import type { VendorClient } from './vendor-client'

/**
 * Makes plugins of analytics.js: `plugins: [customerio({ siteId })]`, or `analytics.register(customerio({ siteId }))`.
 * Also what Segment calls a plugin factory, which `remotePlugins` in the settings of a source can name.
 */
export interface BrowserPluginFactory<Settings> {
  (settings: Settings): Plugin
  readonly pluginName: string
}

type Endable = Pick<VendorClient<unknown>, 'loaded' | 'stop'>

/** One plugin with the destination's own name, so that `integrations` switches it like any destination of Segment's. */
export function browserDestination<Settings, Client extends Endable>(
  definition: BrowserDestination<Settings, Client>
): BrowserPluginFactory<Settings> {
  return Object.assign((settings: Settings): Plugin => createPlugin(definition, settings), {
    pluginName: definition.name
  })
}

function createPlugin<Settings, Client extends Endable>(
  definition: BrowserDestination<Settings, Client>,
  settings: Settings
): Plugin {
  const { name } = definition
  const tell = createTeller(name)
  let starting: Promise<Session<Client>> | undefined
  let session: Session<Client> | undefined
  const load = async (_context: Context, analytics: Analytics): Promise<void> => {
    if (starting !== undefined || !isSwitchedOn(analytics, name)) return
    const problem = settingsProblem(definition.settings, settings)
    if (problem !== undefined) return tell('settings', `${problem}; nothing is loaded and nothing is sent.`)
    starting = startSession(definition, settings, analytics)
    session = await starting
  }
  const take = (context: Context): Context => {
    if (session === undefined) return context
    const { client, analytics } = session
    for (const action of Object.values(definition.actions)) {
      if (action.defaultSubscription !== `type = "${context.event.type}"`) continue
      try {
        action.perform(client, { payload: payloadOf(action, context), analytics, context })
      } catch (error) {
        tell('event', `a ${context.event.type} event could not be used: ${reasonOf(error)}`)
      }
    }
    return context
  }
  return {
    name,
    type: 'destination',
    version: '0.1.0',
    isLoaded: () => session !== undefined,
    load,
    // A script that is slow or blocked must not keep analytics.ready() waiting for ever, nor fail it.
    ready: async () => (await starting)?.client.loaded,
    unload: () => {
      session?.end()
      starting = undefined
      session = undefined
    },
    identify: take,
    track: take,
    page: take,
    group: take
  }
}

interface Session<Client> {
  readonly client: Client
  readonly analytics: Analytics
  readonly end: () => void
}

async function startSession<Settings, Client extends Endable>(
  { name, initialize }: BrowserDestination<Settings, Client>,
  settings: Settings,
  analytics: Analytics
): Promise<Session<Client>> {
  const client = await initialize({ settings, analytics })
  const unmark = markBundled(analytics, name)
  const end = (): void => {
    client.stop()
    unmark()
  }
  // What the page cannot send after all, a server may.
  void client.loaded.then((isLoaded) => (isLoaded ? undefined : unmark()))
  return { client, analytics, end }
}

/** What a page switches off when it starts, such as for want of consent, is not even loaded. */
function isSwitchedOn({ integrations }: Analytics, name: string): boolean {
  return (integrations[name] ?? integrations.All) !== false
}

function payloadOf({ fields }: Action<never>, { event }: Context): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, valueAt(field.default, event)]))
}

const valueAt = ({ '@path': path }: Path, event: object): unknown =>
  path
    .slice(2)
    .split('.')
    .reduce<unknown>(
      (value, key) => (value === undefined || value === null ? undefined : Reflect.get(Object(value), key)),
      event
    )
