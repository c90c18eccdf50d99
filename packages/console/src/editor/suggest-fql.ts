import type { Suggestion, Suggestions } from './suggestion'

/** What an expression may be about. */
export interface FqlVocabulary {
  /** Paths of the event at hand, such as `properties.revenue`, with what stands there. */
  readonly paths: readonly { readonly path: string; readonly value: unknown }[]
  /** Names of events that are known. */
  readonly eventNames: readonly string[]
}

const FIELD = String.raw`[A-Za-z_][\w.$-]*`
const VALUE_OF = new RegExp(String.raw`(${FIELD})\s*(?:!=|<=|>=|=|<|>)\s*("?[^"]*)$`)
const ARGUMENT_OF = new RegExp(String.raw`(?:contains|match)\(\s*(${FIELD})?$`)
const AFTER_FIELD = new RegExp(String.raw`(?:^|[\s(])(${FIELD})\s+([!=<>]*)$`)
const AFTER_VALUE = /(?:"[^"]*"|\)|\b(?:true|false|null|[\d.]+))\s+(\w*)$/
const WORD = new RegExp(String.raw`(?:${FIELD})?$`)

const TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias', 'delete']
const OPERATORS = ['=', '!=', '<', '<=', '>', '>=']

/** Suggestions for a position in an FQL expression. */
export function suggestFql(text: string, position: number, vocabulary: FqlVocabulary): Suggestions | undefined {
  const before = text.slice(0, position)
  const value = VALUE_OF.exec(before)
  if (value !== null) {
    const [, field = '', typed = ''] = value
    const suggestions = at(position, typed, valuesOf(field, vocabulary))
    const isClosed = typed.startsWith('"') && text.charAt(position) === '"'
    return isClosed && suggestions !== undefined ? withClosingQuote(suggestions) : suggestions
  }
  const argument = ARGUMENT_OF.exec(before)
  if (argument !== null) return at(position, argument[1] ?? '', fields(vocabulary))
  const joint = AFTER_VALUE.exec(before)
  if (joint !== null) return at(position, joint[1] ?? '', [{ label: 'and' }, { label: 'or' }].map(spaced))
  const operator = AFTER_FIELD.exec(before)
  if (operator !== null && !/^(?:and|or)$/.test(operator[1] ?? '')) {
    return at(
      position,
      operator[2] ?? '',
      OPERATORS.map((label) => spaced({ label }))
    )
  }
  return at(position, WORD.exec(before)?.[0] ?? '', [...fields(vocabulary), ...FUNCTIONS])
}

const spaced = ({ label }: Suggestion): Suggestion => ({ label, template: `${label} ` })

function at(position: number, typed: string, options: readonly Suggestion[]): Suggestions | undefined {
  if (options.length === 0) return undefined
  const from = position - typed.length
  return { from: typed.startsWith('"') ? from + 1 : from, replace: { from, to: position }, options }
}

/** The editor closes a quote as soon as it is opened: the closing one is replaced, too. */
const withClosingQuote = ({ replace, ...rest }: Suggestions): Suggestions => ({
  ...rest,
  replace: { from: replace.from, to: replace.to + 1 }
})

const FUNCTIONS: readonly Suggestion[] = [
  { label: 'contains()', detail: 'function', info: 'Whether a text holds another.', template: 'contains(${}, "")' },
  {
    label: 'match()',
    detail: 'function',
    info: 'Whether a text fits a pattern with * in it.',
    template: 'match(${}, "*")'
  },
  {
    label: '!contains()',
    detail: 'function',
    info: 'Whether a text does not hold another.',
    template: '!contains(${}, "")'
  }
]

const COMMON: readonly Suggestion[] = [
  { label: 'type', detail: 'string', info: 'The call: track, identify, page, screen, group or alias.', boost: 3 },
  { label: 'event', detail: 'string', info: 'The name of a track call.', boost: 2 },
  { label: 'name', detail: 'string', info: 'The name of a page or screen call.', boost: 1 },
  { label: 'userId', detail: 'string', info: 'The user’s id in your database.', boost: 1 }
]

const fields = ({ paths }: FqlVocabulary): readonly Suggestion[] => [
  ...COMMON,
  ...paths
    .filter(({ path }) => /^(?:properties|traits|context)\./.test(path))
    .map(({ path, value }) => ({ label: path, detail: typeof value, info: `This event holds ${shown(value)}.` }))
]

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60)

function valuesOf(field: string, { paths, eventNames }: FqlVocabulary): readonly Suggestion[] {
  if (field === 'type') return TYPES.map(text)
  const here = paths.find(({ path }) => path === field)?.value
  const own = here === undefined || typeof here === 'object' ? [] : [here]
  const names = field === 'event' ? eventNames : []
  return [...new Set([...own, ...names])].map((value) =>
    typeof value === 'string' ? text(value) : { label: JSON.stringify(value) }
  )
}

const text = (value: string): Suggestion => ({ label: value, template: JSON.stringify(value) })
