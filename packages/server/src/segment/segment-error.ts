import type { Redactor } from '@waybill/kit'

/** An error, as Segment's `serve` tells it in the place of exchanges. */
export interface SegmentError {
  readonly statusCode: number
  readonly message: string
  readonly stack: readonly string[]
  /** What is wrong with single fields, by their paths; empty where the error is about something else. */
  readonly fields: Readonly<Record<string, string>>
  readonly requestError: true
}

/** An error thrown by Segment's runtime or by a definition, without the secrets of the settings. */
export function describeError(error: unknown, redactor: Redactor): SegmentError {
  const { status, answer } = isRecord(error) ? readDetails(error) : {}
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return {
    statusCode: status ?? 500,
    message: redactor.text(answer ?? message),
    stack: redactor.text(stack ?? '').split('\n'),
    fields: fieldsOf(error, redactor),
    requestError: true
  }
}

/** What this server itself has to say, in the same shape. */
export const tellError = (statusCode: number, message: string): SegmentError => ({
  statusCode,
  message,
  stack: [],
  fields: {},
  requestError: true
})

interface Details {
  readonly status?: number | undefined
  readonly answer?: string | undefined
}

/** An error with a response is the vendor's own: its status and words come first. */
function readDetails(error: Readonly<Record<string, unknown>>): Details {
  const { response, status } = error
  if (!isRecord(response)) return { status: numberOr(status) }
  const answer = response['data'] ?? response['content']
  const words = typeof answer === 'string' || answer === undefined ? answer : JSON.stringify(answer)
  return { status: numberOr(response['status']), answer: words === '' ? undefined : words }
}

/** Segment's validation errors are lists of errors, each with the path of its field. */
export function fieldsOf(error: unknown, redactor: Redactor): Readonly<Record<string, string>> {
  if (!(error instanceof Error) || error.name !== 'AggregateAjvError' || !isIterable(error)) return {}
  const fields: Record<string, string> = {}
  for (const each of error) {
    if (isRecord(each)) fields[String(each['path']).replace('$.', '')] = redactor.text(String(each['message']))
  }
  return fields
}

const numberOr = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value
