import type {
  DeadLetterDetail,
  DeadLetterSummary,
  EventWay,
  ExplainedSubscription,
  InstanceStatus,
  Job,
  LaneView,
  OutcomeView,
  ReplayPreview,
  ShownRequest,
  Status,
  TryRequest
} from '@waybill/server/operations'
import { escapedLines, escapeLine } from '../output/escape-controls'

/** A moment as people and other tools read it. */
const time = (milliseconds: number): string => new Date(milliseconds).toISOString()

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

const deliveries = (number: number): string => `${number} ${number === 1 ? 'delivery' : 'deliveries'}`

export function statusText(status: Status): string {
  const { accepted, returned, repeated, delivered, rejected, expired, skipped, retried } = status.totals
  const again = returned === 0 ? '' : ` and ${returned} returned from the dead letters`
  const dropped = repeated === 0 ? '' : ` ${deliveries(repeated)} dropped: the ids of their events had come before.`
  return escapedLines([
    `Running since ${time(status.startedAt)}.`,
    `Since then ${deliveries(accepted)} accepted${again}: ${delivered} delivered, ${rejected} rejected, ${expired} expired, ${skipped} skipped; ${retried} tries repeated.${dropped}`,
    '',
    ...status.instances.flatMap((instance) => instanceLines(instance, status.now)),
    ...status.unserved.map(
      ({ lane, waiting, deadLetters }) =>
        `! ${lane}: ${waiting} waiting, ${deadLetters} dead letters, and no instance for them.`
    ),
    logLine(status.eventLog),
    ''
  ])
}

function logLine({ isKept, bytes, oldestAt }: Status['eventLog']): string {
  if (!isKept) return 'Event log: not kept.'
  const since = oldestAt === null ? 'empty' : `since ${time(oldestAt)}`
  return `Event log: ${(bytes / 1_000_000).toFixed(1)} MB, ${since}.`
}

function instanceLines({ instance, destination, health, lanes }: InstanceStatus, now: number): readonly string[] {
  return [
    `${health === 'running' ? '✓' : '!'} ${instance} (${destination.name}): ${health}`,
    ...lanes.flatMap((lane) => laneLines(lane, now)),
    ''
  ]
}

/** A lane that does nothing and holds nothing is no news. */
function laneLines({ lane, state, circuit, waiting, underWay, oldestAcceptedAt, deadLetters }: LaneView, now: number) {
  const parts = [
    ...(waiting > 0
      ? [`${waiting} waiting, the oldest for ${Math.round((now - (oldestAcceptedAt ?? now)) / 1000)} s`]
      : []),
    ...(underWay > 0 ? [count(underWay, 'request') + ' under way'] : []),
    ...(deadLetters > 0 ? [count(deadLetters, 'dead letter')] : []),
    ...(circuit === 'open' ? ['the vendor does not work and is probed'] : []),
    ...(state.kind === 'paused' ? [`paused (${state.cause}): ${state.reason}`] : [])
  ]
  return parts.length === 0 ? [] : [`    ${lane}: ${parts.join('; ')}`]
}

/** One line a dead letter. */
export function deadLettersText(letters: readonly DeadLetterSummary[], next: number | null): string {
  if (letters.length === 0) return 'There are no dead letters.\n'
  const lines = letters.map(
    ({ position, setAsideAt, lane, user, event, type, reason }) =>
      `${String(position).padStart(6)}  ${time(setAsideAt)}  ${lane}  ${user ?? 'nobody'}  ${event ?? type}  ${reason}`
  )
  return escapedLines([...lines, ...(next === null ? [] : [`More with --after ${next}.`]), ''])
}

export function deadLetterText(letter: DeadLetterDetail): string {
  const { position, lane, messageId, user, reason, attempts, acceptedAt, setAsideAt, body, way, outcomes } = letter
  return escapedLines([
    `Dead letter ${position} in ${lane}: ${reason}`,
    `    ${messageId} of ${user ?? 'nobody'}, accepted ${time(acceptedAt)}, set aside ${time(setAsideAt)} after ${count(attempts, 'attempt')}`,
    ...outcomes.map((outcome) => `    ${outcomeLine(outcome)}`),
    '',
    'The event:',
    ...indented(JSON.stringify(body, null, 2)),
    '',
    ...(way === null
      ? ['No instance of the configuration serves its lane.']
      : ['What would be sent now:', ...wayLines(way)]),
    ''
  ])
}

const indented = (text: string): readonly string[] => text.split('\n').map((line) => `    ${line}`)

/** What one instance makes of an event. */
export function wayLines({ isEnabled, refusal, subscriptions }: EventWay): readonly string[] {
  return [
    ...(isEnabled ? [] : [`    Nothing would be sent: ${refusal ?? 'it is switched off'}.`]),
    ...subscriptions.flatMap(subscriptionLines)
  ]
}

/** What would be sent with changes, and how those of a mapping are made to last. */
export const triedText = (way: EventWay, mapping: TryRequest['mapping']): string =>
  escapedLines([
    'What would be sent:',
    ...wayLines(way),
    ...(mapping === undefined
      ? []
      : [
          '',
          ...(way.subscriptions.some(({ name, isMatched }) => name === mapping.subscription && !isMatched)
            ? [`"${mapping.subscription}" does not want this event, so that its mapping makes no difference here.`]
            : []),
          `Nothing was changed. To keep it, write these fields under "mapping" of "${mapping.subscription}" of ${way.instance} in waybill.yaml, reload, and retry.`
        ]),
    ''
  ])

function subscriptionLines({ name, partnerAction, isMatched, clauses, fields, result }: ExplainedSubscription) {
  return [
    `  ${isMatched ? '✓' : '✗'} ${name} → ${partnerAction}`,
    ...clauses.map((clause) => `      ${clause.isMatched ? '✓' : '✗'} ${clause.source}   (${shown(clause.actual)})`),
    ...fields.flatMap(({ key, state, kept, problems }) => [
      ...(state === 'empty' ? [] : [`      ${key}: ${state}, ${shown(kept)}`]),
      ...problems.map((problem) => `          ${problem}`)
    ]),
    ...(result === undefined ? [] : resultLines(result))
  ]
}

function resultLines(result: NonNullable<ExplainedSubscription['result']>): readonly string[] {
  if (result.kind !== 'items') return [`      ${result.kind}: ${result.reason}`]
  return [
    ...result.notes.map((note) => `      note: ${note}`),
    ...result.requests.flatMap((request) => requestLines(request, 6))
  ]
}

function requestLines({ method, url, body }: ShownRequest, indent: number): readonly string[] {
  const space = ' '.repeat(indent)
  const lines = [`${space}request: ${method} ${url}`]
  if (body !== undefined) lines.push(`${space}    ${cut(JSON.stringify(body), MAXIMUM_BODY)}`)
  return lines
}

const MAXIMUM_SHOWN = 80

/** With --json all of a body is there. */
const MAXIMUM_BODY = 1000

const cut = (text: string, maximum: number): string => (text.length > maximum ? `${text.slice(0, maximum)}…` : text)

function shown(value: unknown): string {
  if (value === undefined) return 'nothing there'
  return cut(JSON.stringify(value), MAXIMUM_SHOWN)
}

function outcomeLine({ endedAt, kind, instance, subscription, status, reason, messageId, user, unknown }: OutcomeView) {
  const what = [instance, subscription, kind, status, reason, unknown ? 'perhaps twice' : null]
  return `${time(endedAt)}  ${messageId}  ${user ?? 'nobody'}  ${what.filter((part) => part !== null).join('  ')}`
}

export const outcomesText = (outcomes: readonly OutcomeView[]): string =>
  outcomes.length === 0 ? 'Nothing is recorded of it.\n' : `${escapedLines(outcomes.map(outcomeLine))}\n`

export function previewText({ events, wanted, skipped, rejected, requests, samples, reasons }: ReplayPreview): string {
  return escapedLines([
    `${count(events, 'event')} of the log: ${wanted} would be sent in ${count(requests, 'request')}, ${rejected} rejected, ${skipped} skipped.`,
    ...reasons.map((each) => `    ${each.events} × ${each.reason}`),
    ...(samples.length === 0
      ? []
      : ['', 'The first requests:', ...samples.flatMap((request) => requestLines(request, 4))]),
    '',
    'Nothing was sent. Without --dry-run it is.',
    ''
  ])
}

/** One line each, for finding the one to cancel. */
export const jobsText = (jobs: readonly Job[]): string =>
  jobs.length === 0
    ? 'No retry or replay since the service was started.\n'
    : jobs.map((job) => `${job.id}  ${time(job.startedAt)}  ${jobText(job)}`).join('')

export function jobText({
  title,
  state,
  done,
  total,
  repeated,
  reason
}: Pick<Job, 'title' | 'state' | 'done' | 'total' | 'repeated' | 'reason'>): string {
  const of = total === null ? '' : ` of ${total}`
  const again = repeated === 0 ? '' : `, ${repeated} dropped as put there before`
  return `${escapeLine(`${title} ${state}: ${done}${of} put into the queue${again}.${reason === null ? '' : ` ${reason}`}`)}\n`
}
