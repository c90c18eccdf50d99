import { applyEdits } from '../code/edit'
import { parseDraft, placeOf } from '../code/parse'
import { definingCall, propertiesOf, textOf } from './call-of'
import type { Property } from './call-of'
import { modulePath } from './move-module'
import { isWritten, typedFunction } from './typed-function'

/** An action in Segment's repository. */
export interface ExportedAction {
  /** The path of its module. */
  readonly to: string
  readonly isBatched: boolean
}

/** A moved module of an action as an `ActionDefinition` with `perform` and `performBatch`. */
export function actionModule(source: string, { to, isBatched }: ExportedAction): string {
  const { statement, object } = definingCall(parseDraft(source, to), 'defineAction', to)
  const properties = propertiesOf(object, source)
  const property = (name: string): Property | undefined => properties.find((each) => each.name === name)
  const [endpoint, items, fields] = ['endpoint', 'items', 'fields'].map(property)
  if (endpoint === undefined || items === undefined || fields === undefined) {
    throw new Error(`${to} has no endpoint, items or fields written out.`)
  }
  const destination = textOf(endpoint.value, source)
  const made = isWritten(items.value) ? 'items' : `items: ${textOf(items.value, source)}`
  const delivery = `{ endpoint: ${destination}, ${made} }`
  const kept = properties.filter(({ name }) => !['endpoint', 'items', 'fields'].includes(name)).map(({ text }) => text)
  const entries = [
    ...kept,
    fieldsText(fields, source, isBatched ? destination : undefined),
    `perform: (request, data) => deliverPayload(request, data, ${delivery})`,
    ...(isBatched ? [`performBatch: (request, data) => deliverBatch(request, data, ${delivery})`] : [])
  ]
  const written = isWritten(items.value)
    ? `\n\n${items.comments}${typedFunction(items.value, source, { name: 'items', input: 'ItemsInput<Settings, Payload>', output: 'Made' })}`
    : ''
  const definition = `const action: ActionDefinition<Settings, Payload> = {\n  ${entries.join(',\n  ')}\n}${written}`
  const moved = applyEdits(source, [{ ...placeOf(statement), text: definition }])
  return `${actionImports(to)}\n${moved.trimEnd()}\n\nexport default action\n`
}

/** The fields, with those by which Segment batches. */
function fieldsText({ value, comments }: Property, source: string, endpoint: string | undefined): string {
  const text = textOf(value, source)
  if (endpoint === undefined) return `${comments}fields: ${text}`
  const batching = `...batchingFields(${endpoint}.limits)`
  if (value.type !== 'ObjectExpression') return `${comments}fields: { ...${text}, ${batching} }`
  const last = value.properties.at(-1)
  if (last === undefined) return `${comments}fields: { ${batching} }`
  const isOneLine = value.loc?.start.line === value.loc?.end.line
  const at = placeOf(last).end - placeOf(value).start
  return `${comments}fields: ${text.slice(0, at)},${isOneLine ? ' ' : '\n    '}${batching}${text.slice(at)}`
}

const actionImports = (to: string): string =>
  [
    `import type { ActionDefinition } from '@segment/actions-core'`,
    `import type { Settings } from '../generated-types'`,
    `import { deliverBatch, deliverPayload } from '${modulePath(to, 'delivery/perform')}'`,
    `import type { ItemsInput, Made } from '${modulePath(to, 'delivery/types')}'`,
    `import { batchingFields } from '${modulePath(to, 'utils/batching-fields')}'`,
    `import type { Payload } from './generated-types'`
  ].join('\n')
