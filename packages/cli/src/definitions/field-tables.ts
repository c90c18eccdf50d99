import { isJsonObject } from '@waybill/kit'
import type { Destination, Field } from '@waybill/kit'

const START = '<!-- fields:start -->'
const END = '<!-- fields:end -->'

/** The settings, actions and presets of a destination as Markdown tables, for its README. */
function fieldTables(destination: Destination): string {
  const settings = Object.entries(destination.settings).map(([key, field]) => [
    `\`${key}\``,
    field.type,
    field.required === true ? 'yes' : '',
    field.default === undefined ? '' : `\`${field.default}\``,
    field.description
  ])
  return [
    '### Settings',
    '',
    ...table(['setting', 'type', 'required', 'default', 'what it is'], settings),
    '',
    '### Presets',
    '',
    ...destination.presets.flatMap(({ name, partnerAction, subscribe, optional }) => [
      `- **${name}** → \`${partnerAction}\`${optional === true ? ', only when asked for' : ''}: \`${subscribe}\``
    ]),
    ...Object.entries(destination.actions).flatMap(([name, { title, description, fields }]) => [
      '',
      `### ${title} (\`${name}\`)`,
      '',
      description,
      '',
      ...table(['field', 'type', 'required', 'from', 'what it is'], Object.entries(fields).map(fieldRow))
    ])
  ].join('\n')
}

/** Whether a README has a place for the tables. */
export const hasFieldTables = (readme: string): boolean => readme.includes(START) && readme.includes(END)

/** A README with the tables between its markers made anew. */
export function withFieldTables(readme: string, destination: Destination): string {
  const [before, rest] = split(readme, START)
  const [, after] = split(rest, END)
  return `${before}${START}\n\n${fieldTables(destination)}\n\n${END}${after}`
}

/** A README without the place for the tables, for where nothing keeps them up to date. */
export function withoutFieldTables(readme: string): string {
  const [before, rest] = split(readme, START)
  const [, after] = split(rest, END)
  return `${before.trimEnd()}\n${after.trimStart()}`
}

function split(text: string, marker: string): readonly [string, string] {
  const at = text.indexOf(marker)
  if (at === -1) throw new Error(`The README has no ${marker}; put it where the tables belong.`)
  return [text.slice(0, at), text.slice(at + marker.length)]
}

const fieldRow = ([key, field]: readonly [string, Field]): readonly string[] => [
  `\`${key}\``,
  field.multiple === true ? `list of ${field.type}` : field.type,
  field.required === true ? 'yes' : typeof field.required === 'object' ? 'sometimes' : '',
  field.default === undefined ? '' : describeMapping(field.default),
  field.description
]

/** A mapping in few words: paths as they are, a coalesce as "else", anything else as JSON. */
function describeMapping(mapping: unknown): string {
  const path = member(mapping, '@path')
  if (typeof path === 'string') return `\`${path}\``
  const condition = member(mapping, '@if')
  const [exists, then, otherwise] = ['exists', 'then', 'else'].map((key) => member(condition, key))
  if (then !== undefined && otherwise !== undefined && JSON.stringify(exists) === JSON.stringify(then)) {
    return `${describeMapping(then)}, else ${describeMapping(otherwise)}`
  }
  return `\`${JSON.stringify(mapping)}\``
}

const member = (mapping: unknown, key: string): unknown => (isJsonObject(mapping) ? mapping[key] : undefined)

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${head.join(' | ')} |`,
  `| ${head.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
]
