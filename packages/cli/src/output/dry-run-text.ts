import { encodeJson } from '@waybill/kit'
import type { Delivery, PreviewedRequest } from '@waybill/runner'
import type { ReadEvent } from '../input/read-event'
import { escapedLines, escapeLine } from './escape-controls'
import type { Secrets } from './hide-secrets'

/** Why an event makes no request, or makes one less than it could. */
export interface Without {
  readonly delivery: Delivery
  readonly kind: 'skipped' | 'rejected'
  readonly reason: string
}

/** What a dry run writes. */
export interface DryRunText {
  readonly request: (previewed: PreviewedRequest) => string
  readonly without: (without: Without) => string
  readonly unreadable: (read: Extract<ReadEvent, { kind: 'unreadable' }>) => string
}

export interface DryRunStyle {
  /** The destination's slug. */
  readonly destination: string
  /** What to call the input. */
  readonly input: string
  readonly secrets: Secrets
}

/** One JSON line a request or event. */
export const jsonDryRun = ({ destination, input, secrets }: DryRunStyle): DryRunText => ({
  request: ({ request, deliveries }) =>
    line({
      destination,
      actions: unique(deliveries.map(({ action }) => action)),
      messageIds: unique(deliveries.map(({ event }) => event.messageId ?? null)),
      request: secrets.hideInRequest(request)
    }),
  without: ({ delivery, kind, reason }) =>
    line({ destination, messageId: delivery.event.messageId ?? null, [kind]: secrets.hideInText(reason) }),
  unreadable: (read) =>
    line({
      destination,
      messageId: read.messageId ?? null,
      rejected: secrets.hideInText(`${input}:${read.line}: ${read.reason}`)
    })
})

const line = (value: object): string => `${encodeJson(value)}\n`

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)]

/** Requests as they stand on the wire, for a person; what makes none is a comment. */
export const plainDryRun = ({ input, secrets }: DryRunStyle): DryRunText => ({
  request: ({ request }) => {
    const { method, url, headers, body } = secrets.hideInRequest(request)
    const head = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
    return `${escapedLines(head)}\n\n${body === null ? '' : `${JSON.stringify(body, null, 2)}\n\n`}`
  },
  without: ({ delivery: { action, id }, kind, reason }) =>
    `${escapeLine(`# ${input}:${id} ${action === undefined ? '' : `${action} `}${kind}: ${secrets.hideInText(reason)}`)}\n`,
  unreadable: (read) => `${escapeLine(secrets.hideInText(`# ${input}:${read.line} rejected: ${read.reason}`))}\n`
})
