import { readFile } from 'node:fs/promises'
import { isJsonObject } from '@waybill/kit'
import type { Destination } from '@waybill/kit'
import { UsageError } from '../usage-error'

/** The environment variable of a setting: `CUSTOMERIO_API_KEY` for `apiKey` of customerio. */
export const settingVariable = (slug: string, key: string): string =>
  `${slug}_${key.replaceAll(/([a-z])([A-Z])/g, '$1_$2')}`.replaceAll('-', '_').toUpperCase()

/** Settings from a JSON file, or from the environment when `source` is `env`. */
export async function readSettings(
  destination: Destination,
  source: string,
  environment: NodeJS.ProcessEnv
): Promise<Readonly<Record<string, unknown>>> {
  return source === 'env' ? fromEnvironment(destination, environment) : fromFile(source)
}

function fromEnvironment(destination: Destination, environment: NodeJS.ProcessEnv): Readonly<Record<string, unknown>> {
  const settings: Record<string, unknown> = {}
  for (const key of Object.keys(destination.settings)) {
    const value = environment[settingVariable(destination.slug, key)]
    if (value !== undefined) settings[key] = value
  }
  if (Object.keys(settings).length > 0) return settings
  const variables = Object.keys(destination.settings).map((key) => settingVariable(destination.slug, key))
  throw new UsageError(
    `None of the variables ${variables.join(', ')} is set; --settings env reads the settings from them.`
  )
}

async function fromFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) throw new UsageError(`The settings file ${path} cannot be read; check --settings.`)
  const value = parse(text)
  if (isJsonObject(value)) return value
  throw new UsageError(`The settings file ${path} must hold one JSON object, such as {"siteId": "…", "apiKey": "…"}.`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
