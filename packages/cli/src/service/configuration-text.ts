import { Document, isMap } from 'yaml'
import type { Destination } from '@waybill/kit'
import { settingVariable } from '../settings/read-settings'

/** What a new configuration is made of. */
export interface Wishes {
  readonly destinations: readonly Destination[]
  /** Values of settings that are no secrets, by slug and setting. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Origins of pages that send from a browser; without any, there is no source for them. */
  readonly origins: readonly string[]
  readonly port: number
  /** The name of the file, as a command takes it. */
  readonly file: string
  /** Where the JSON Schema is, from the folder of the file. */
  readonly schema: string
}

export interface ConfigurationText {
  readonly text: string
  /** The environment variables that it refers to. */
  readonly variables: readonly string[]
}

/** The text of a configuration file. */
export function configurationText({ destinations, values, origins, port, file, schema }: Wishes): ConfigurationText {
  const variables: string[] = []
  const reference = (name: string): string => {
    variables.push(name)
    return `\${${name}}`
  }
  const sources = {
    ...(origins.length > 0 && { website: { writeKeys: [reference('WEBSITE_WRITE_KEY')], origins } }),
    backend: { writeKeys: [reference('BACKEND_WRITE_KEY')] }
  }
  const instances = Object.fromEntries(
    destinations.map(({ slug, settings }) => [
      slug,
      {
        settings: Object.fromEntries(
          Object.entries(settings).flatMap(([key, { required, choices }]) => {
            const value = values[slug]?.[key]
            if (value !== undefined) return [[key, value]]
            return required && choices === undefined ? [[key, reference(settingVariable(slug, key))]] : []
          })
        )
      }
    ])
  )
  const document = new Document({ http: { port }, sources, destinations: instances })
  document.commentBefore = [
    ` yaml-language-server: $schema=${schema}`,
    ` Check it with: npx actions-cli validate ${file}. What else there is: docs/run.md`,
    ' ${NAME} stands for an environment variable.'
  ].join('\n')
  comment(document, 'sources', ' Where events come from: whoever knows a write key may send.')
  comment(
    document,
    'destinations',
    ' Where they go; without "subscriptions" by the presets of each: npx actions-cli list.'
  )
  return {
    text: document.toString({ defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN', lineWidth: 0 }),
    variables
  }
}

function comment(document: Document, key: string, text: string): void {
  const { contents } = document
  const pair = isMap(contents) ? contents.items.find((item) => String(item.key) === key) : undefined
  if (pair === undefined) return
  const node = document.createNode(key)
  node.commentBefore = text
  node.spaceBefore = true
  pair.key = node
}
