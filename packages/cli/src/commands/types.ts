import type { Destination } from '@waybill/kit'
import { openDefinition } from '../definitions/definition'
import { EXIT } from '../exit-status'
import { generatedTypes } from '../generated-types/interface-text'
import type { Terminal } from '../output/terminal'
import { segmentFields } from '../segment-fields'
import { UsageError } from '../usage-error'

export interface TypesFlags {
  readonly json?: boolean
}

/** What `actions-cli types` and `schema` are asked for: a destination, and one part of it or all. */
export interface Asked {
  readonly destination: string
  /** `settings`, or the name of an action. */
  readonly part: string | undefined
}

/** `actions-cli types`: the files that Segment's `generate:types` would write; of one part, exactly its file. */
export async function types(
  { destination: name, part }: Asked,
  flags: TypesFlags,
  terminal: Terminal
): Promise<number> {
  const { destination } = await openDefinition(name)
  const files = typeFiles(destination)
  const chosen = part === undefined ? files : { [part]: partOf(files, part, destination) }
  if (flags.json) terminal.out(`${JSON.stringify(chosen)}\n`)
  else if (part !== undefined) terminal.out(chosen[part] ?? '')
  else
    terminal.out(
      Object.entries(files)
        .map(([of, text]) => `// ${of === SETTINGS ? '' : `${of}/`}generated-types.ts\n${text}`)
        .join('\n')
    )
  return EXIT.ok
}

const SETTINGS = 'settings'

const typeFiles = ({ settings, actions }: Destination): Readonly<Record<string, string>> => ({
  [SETTINGS]: generatedTypes('Settings', settings),
  ...Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [name, generatedTypes('Payload', segmentFields(action))])
  )
})

/** One part of what a destination has, by its name. */
export function partOf<Part>(parts: Readonly<Record<string, Part>>, name: string, { slug }: Destination): Part {
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined
  if (part !== undefined) return part
  throw new UsageError(`${slug} has no "${name}"; choose one of ${Object.keys(parts).join(', ')}.`)
}
