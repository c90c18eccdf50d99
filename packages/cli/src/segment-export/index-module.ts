import type { Node } from '@babel/types'
import { compileMapping, defaultMapping } from '@waybill/kit'
import type { AnyAction, Destination } from '@waybill/kit'
import { literal } from '../code/literal'
import { parseDraft } from '../code/parse'
import { propertyKey, quote } from '../code/quote'
import { commentsAbove, definingCall, propertiesOf, textOf } from './call-of'
import type { Property } from './call-of'
import { segmentSlug } from './segment-definition'
import { isWritten, typedFunction } from './typed-function'

/** The moved index of a destination as Segment's `DestinationDefinition`. */
export function indexModule(source: string, destination: Destination): string {
  const { statement, object } = definingCall(parseDraft(source, 'index'), 'defineDestination', 'index.ts')
  const properties = propertiesOf(object, source)
  const authentication = properties.find(({ name }) => name === 'authentication')?.value
  if (authentication?.type !== 'ObjectExpression') throw new Error('The authentication is not written out.')
  const inside = propertiesOf(authentication, source)
  const headers = inside.find(({ name }) => name === 'headers')
  const test = inside.find(({ name }) => name === 'test')?.value
  const question = test?.type === 'ObjectExpression' ? propertiesOf(test, source) : []
  const deletion = deletionOf(destination)
  const entries = [
    `name: ${quote(destination.name)}`,
    `slug: ${quote(segmentSlug(destination))}`,
    `mode: 'cloud'`,
    `description: ${quote(destination.description)}`,
    authenticationText(destination, question, source),
    ...(headers === undefined ? [] : [extendRequest(headers, source)]),
    ...(deletion === undefined ? [] : [deletion]),
    `actions: {\n    ${Object.keys(destination.actions).map(propertyKey).join(',\n    ')}\n  }`,
    presetsText(properties.find(({ name }) => name === 'presets')?.value, destination, source)
  ]
  const definition = `${commentsAbove(statement, source)}const destination: DestinationDefinition<Settings> = {\n  ${entries.join(',\n  ')}\n}`
  return `${[...indexImports(destination), ...carriedImports(source, destination)].join('\n')}\n\n${[
    ...functionsText(question, source),
    definition
  ].join('\n\n')}\n\nexport default destination\n`
}

const indexImports = ({ actions }: Destination): readonly string[] => [
  `import { defaultValues, PayloadValidationError } from '@segment/actions-core'`,
  `import type { DestinationDefinition } from '@segment/actions-core'`,
  ...Object.keys(actions).map((key) => `import ${key} from './${key}'`),
  `import { checkCredentials } from './delivery/check-credentials'`,
  `import type { HttpRequest, HttpResponse } from './delivery/types'`,
  `import type { Settings } from './generated-types'`,
  `import { settings } from './settings'`
]

/** What the index imported of the destination's other files, actions aside. */
const carriedImports = (source: string, { actions }: Destination): readonly string[] =>
  parseDraft(source, 'index').body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' && !Object.hasOwn(actions, statement.source.value.slice(2))
      ? [textOf(statement, source)]
      : []
  )

function authenticationText({ authentication }: Destination, question: readonly Property[], source: string): string {
  const lines = [`scheme: ${quote(authentication.scheme)}`, 'fields: settings']
  const docs = question.find(({ name }) => name === 'docs')
  if (docs !== undefined) {
    const asksProblem = question.some(({ name }) => name === 'problem')
    const problem = asksProblem ? ', (response) => credentialsProblem({ settings, response })' : ''
    const parameters = takesInput(question) ? '{ settings }' : ''
    lines.push(
      `// ${docs.value.type === 'StringLiteral' ? docs.value.value : textOf(docs.value, source)}\n    testAuthentication: (request, { settings }) =>\n      checkCredentials(request, credentialsQuestion(${parameters})${problem})`
    )
  }
  const text = `authentication: {\n    ${lines.join(',\n    ')}\n  }`
  return takesInput(question) || question.length === 0 || question.some(({ name }) => name === 'problem')
    ? text
    : text.replace('(request, { settings })', '(request)')
}

const takesInput = (question: readonly Property[]): boolean => {
  const value = question.find(({ name }) => name === 'request')?.value
  return value !== undefined && 'params' in value && value.params.length > 0
}

/** The functions of the test of the credentials, each with a name. */
function functionsText(question: readonly Property[], source: string): readonly string[] {
  const types = {
    request: { name: 'credentialsQuestion', input: '{ settings: Settings }', output: 'HttpRequest' },
    problem: {
      name: 'credentialsProblem',
      input: '{ settings: Settings; response: HttpResponse }',
      output: 'string | undefined'
    }
  }
  return question.flatMap(({ name, value, comments }) => {
    if (name !== 'request' && name !== 'problem') return []
    const typed = isWritten(value)
      ? typedFunction(value, source, types[name])
      : `const ${types[name].name} = ${textOf(value, source)}`
    return [`${comments.replaceAll(/\n {6}/g, '\n')}${typed.replaceAll(/\n {4}/g, '\n')}`]
  })
}

/** The credentials of every request; HTTP Basic in the words that Segment's client has for it. */
function extendRequest({ value, comments }: Property, source: string): string {
  if (value.type !== 'ArrowFunctionExpression')
    return `extendRequest: (data) => ({ headers: (${textOf(value, source)})(data) })`
  const [parameter] = value.params
  const input = parameter === undefined ? '' : textOf(parameter, source)
  const basic = basicCredentials(value.body)
  if (basic !== undefined) {
    const [username, password] = basic.map((node) => textOf(node, source))
    return `${comments}extendRequest: (${input}) => ({ username: ${username}, password: ${password} })`
  }
  if (value.body.type === 'BlockStatement') {
    return `${comments}extendRequest: (data) => ({ headers: (${textOf(value, source)})(data) })`
  }
  return `${comments}extendRequest: (${input}) => ({ headers: ${textOf(value.body, source)} })`
}

/** The two arguments of `basicAuthorization` where that is all the headers there are. */
function basicCredentials(body: Node): readonly Node[] | undefined {
  if (body.type !== 'ObjectExpression' || body.properties.length !== 1) return undefined
  const [header] = body.properties
  if (header?.type !== 'ObjectProperty' || header.value.type !== 'CallExpression') return undefined
  const { callee, arguments: given } = header.value
  const isBasic = callee.type === 'Identifier' && callee.name === 'basicAuthorization' && given.length === 2
  return isBasic ? given : undefined
}

const USER = 'a user ID'
const ANONYMOUS = 'an anonymous ID'

/** `onDelete`, which maps the two IDs that a deletion request has as the deletion's action would by default. */
function deletionOf(destination: Destination): string | undefined {
  const name = destination.deletion
  const action = name === undefined ? undefined : destination.actions[name]
  if (name === undefined || action === undefined) return undefined
  const mapped = mappedDeletion(action)
  const taken = [USER, ANONYMOUS].filter((id) => Object.values(mapped).includes(id))
  const ids = taken.map((id) => (id === USER ? 'userId' : 'anonymousId'))
  const entries = Object.entries(mapped).map(([key, value]) => {
    const id = value === USER ? 'userId' : value === ANONYMOUS ? 'anonymousId' : literal(value)
    return id === key ? key : `${propertyKey(key)}: ${id}`
  })
  const required = Object.entries(action.fields).filter(([, field]) => field.required === true)
  const checks = required.flatMap(([key, { label }]) => {
    const id = mapped[key] === USER ? 'userId' : mapped[key] === ANONYMOUS ? 'anonymousId' : undefined
    return id === undefined ? [] : [`if (!${id}) throw new PayloadValidationError(${quote(`${label} is required.`)})`]
  })
  return [
    `onDelete: async (request, { payload: { ${ids.join(', ')} }, settings }) => {`,
    ...checks.map((check) => `    ${check}`),
    `    return ${name}.perform(request, { payload: { ${entries.join(', ')} }, settings })`,
    '  }'
  ].join('\n')
}

/** What the default mapping of an action makes of a deletion request. */
function mappedDeletion({ fields }: AnyAction): Readonly<Record<string, unknown>> {
  const resolved = compileMapping(defaultMapping(fields)).resolve({
    type: 'delete',
    userId: USER,
    anonymousId: ANONYMOUS
  })
  return Object.fromEntries(Object.entries(resolved).filter(([, value]) => value !== undefined && value !== null))
}

/** The presets that a user gets without asking; what stands for their FQL in the source stays what it is. */
function presetsText(value: Node | undefined, { presets }: Destination, source: string): string {
  const written = value?.type === 'ArrayExpression' && value.elements.length === presets.length ? value.elements : []
  const texts = presets.flatMap(({ name, partnerAction, subscribe, mapping, optional }, index) => {
    if (optional === true) return []
    const element = written[index]
    const properties = element?.type === 'ObjectExpression' ? propertiesOf(element, source) : []
    const subscription = properties.find((property) => property.name === 'subscribe')
    const changes = mapping === undefined ? '' : `, ...${literal(mapping, '      ')}`
    return [
      [
        `name: ${quote(name)}`,
        `subscribe: ${subscription === undefined ? quote(subscribe) : textOf(subscription.value, source)}`,
        `partnerAction: ${quote(partnerAction)}`,
        `mapping: ${changes === '' ? `defaultValues(${partnerAction}.fields)` : `{ ...defaultValues(${partnerAction}.fields)${changes} }`}`,
        `type: 'automatic'`
      ].join(',\n      ')
    ]
  })
  return `presets: [\n    ${texts.map((text) => `{\n      ${text}\n    }`).join(',\n    ')}\n  ]`
}
