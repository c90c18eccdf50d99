// What the pages of the tests run: the real analytics.js, the destinations, and one more destination beside them.
import { AnalyticsBrowser } from '@segment/analytics-next'
import type { Context, InitOptions, Plugin } from '@segment/analytics-next'
import { generatePlugins } from '@segment/browser-destination-runtime/plugin'
import { boomtrain, definition as boomtrainDefinition } from '../src/boomtrain'
import { customerio, definition as customerioDefinition } from '../src/customerio'

/** What a page is started with: the settings of each destination it has. */
export interface PageOptions {
  readonly customerio?: unknown
  readonly boomtrain?: unknown
  readonly integrations?: InitOptions['integrations']
  /** Segment's own runtime makes the plugins out of the definitions. */
  readonly runtime?: 'ours' | "Segment's"
  /** A service to send to, which knows the write key `wk_site`. @default the page's own server */
  readonly service?: string
}

const factories = { customerio, boomtrain } as Record<string, unknown> as Record<string, (settings: unknown) => Plugin>
const definitions = { customerio: customerioDefinition, boomtrain: boomtrainDefinition }

/** The events that reached a destination which has nothing to do with ours. */
const others: string[] = []
const other: Plugin = {
  name: 'Other',
  type: 'destination',
  version: '1',
  isLoaded: () => true,
  load: () => Promise.resolve(),
  ...Object.fromEntries(
    ['identify', 'track', 'page', 'group'].map((type) => [
      type,
      (context: Context) => {
        others.push(context.event.event ?? type)
        return context
      }
    ])
  )
}

function pluginsOf(name: keyof typeof definitions, settings: unknown, runtime: PageOptions['runtime']): Plugin[] {
  if (runtime !== "Segment's") return [makePlugin(name, settings)]
  const definition = definitions[name] as unknown as Parameters<typeof generatePlugins>[0]
  const subscriptions = definitions[name].presets.map((preset) => ({ ...preset, enabled: true }))
  return generatePlugins(definition, settings as never, subscriptions as never)
}

const makePlugin = (name: string, settings: unknown): Plugin => {
  const factory = factories[name]
  if (factory === undefined) throw new Error(`There is no destination "${name}".`)
  return factory(settings)
}

/** Starts analytics.js as a site would, with the plugins of its destinations. */
function start({ integrations, runtime, service, ...destinations }: PageOptions): AnalyticsBrowser {
  const plugins = Object.entries(destinations).flatMap(([name, settings]) =>
    pluginsOf(name as keyof typeof definitions, settings, runtime)
  )
  const segment = { apiKey: 'key', apiHost: `${window.location.host}/v1`, protocol: 'http' as const }
  const own = { cdnSettings: { integrations: { 'Segment.io': segment }, metrics: { sampleRate: 0 } } }
  return AnalyticsBrowser.load(
    {
      writeKey: 'wk_site',
      ...(service === undefined ? own : { cdnURL: service }),
      plugins: [...plugins, other]
    },
    { ...(integrations && { integrations }) }
  )
}

const testing = { start, makePlugin, others, AnalyticsBrowser }

declare global {
  interface Window {
    testing: typeof testing
    /** What the vendor's library was called with, in order. */
    vendorCalls?: unknown[]
  }
}

window.testing = testing
