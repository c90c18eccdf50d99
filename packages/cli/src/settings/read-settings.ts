import { readFile } from 'node:fs/promises'
import { isJsonObject } from '@waybill/kit'
import type { Destination } from '@waybill/kit'
import type { Terminal } from '../output/terminal'
import { errorCode, UsageError } from '../usage-error'

export type Settings = Readonly<Record<string, unknown>>

/** The environment variable of a setting: `CUSTOMERIO_API_KEY` for `apiKey` of customerio. */
export const settingVariable = (slug: string, key: string): string =>
  `${slug}_${key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')}`.replaceAll('-', '_').toUpperCase()

/** Settings from a JSON file, or from the environment when `source` is `env`. */
export async function readSettings(
  destination: Destination,
  source: string,
  { environment }: Pick<Terminal, 'environment'>
): Promise<Settings> {
  return source === 'env' ? fromEnvironment(destination, environment) : fromFile(destination, source)
}

function fromEnvironment(destination: Destination, environment: Terminal['environment']): Settings {
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

async function fromFile(destination: Destination, path: string): Promise<Settings> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`The settings file ${path} cannot be read (${errorCode(error)}); check --settings.`)
  })
  const value = parse(text, path)
  if (isJsonObject(value)) return value
  const example = Object.fromEntries(Object.keys(destination.settings).map((key) => [key, '…']))
  throw new UsageError(`The settings file ${path} must hold one JSON object, such as ${JSON.stringify(example)}.`)
}

function parse(text: string, path: string): unknown {
  const json = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(json)
  } catch (error) {
    // The parser quotes the text, and that may be a secret: only the place is told.
    const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const line = position === undefined ? '' : `:${json.slice(0, Number(position)).split('\n').length}`
    throw new UsageError(
      `The settings file ${path}${line} is not valid JSON; look for a missing quote, comma or brace.`
    )
  }
}
