import { QueueStoreError } from '@waybill/runner'
import { faultName } from '@waybill/server'
import type { ServiceConfiguration, ServiceEvent } from '@waybill/server'
import type { Summary } from '@waybill/server/operations'
import { escapedLines, escapeLine } from './escape-controls'
import { jobText } from '../operations/operation-text'

type Kind = ServiceEvent['kind']
type Notes = { readonly [K in Kind]?: (event: Extract<ServiceEvent, { readonly kind: K }>) => string | undefined }

/** What a person at a terminal should know, in a sentence; most of what happens is no news. */
const NOTES: Notes = {
  'lane-paused': ({ lane, cause, status }) =>
    cause === 'asked'
      ? undefined
      : // What a terminal shows is often kept as a log, and the vendor's words may name a user.
        `${lane} pauses and keeps its events, since everything is answered ${status}; "actions-cli status" has the vendor's words.`,
  'lane-resumed': ({ lane }) => `${lane} goes on.`,
  'lane-unserved': ({ lane, waiting }) =>
    `${waiting} events wait for ${lane}, which no destination of the configuration serves.`,
  'circuit-opened': ({ lane, reason }) =>
    `${lane} gets no good answer and is asked now and then only: ${escapeLine(reason)}`,
  'circuit-closed': ({ lane }) => `${lane} answers again.`,
  'configuration-reloaded': reloadNote,
  'configuration-refused': ({ problems }) =>
    `The configuration is as before, since the new one cannot be used:\n${escapedLines(problems)}`,
  'service-stopping': ({ reason }) => `Ending: ${reason}`,
  'job-goes-on': ({ title, done }) => `From before, this goes on after ${done}: ${title}`,
  'job-ended': (job) => jobText(job).trimEnd(),
  'service-stopped': ({ waiting }) => {
    if (waiting === undefined) return 'Ended.'
    return waiting === 0 ? 'Ended; nothing waits.' : `Ended; ${waiting} messages wait for the next start.`
  },
  'request-failed': ({ route, error }) =>
    `${route} could not be answered (${faultName(error)}): a fault of this machine, such as a full disk, or of the service; then please report it.`,
  'compacting-failed': ({ error }) => sentenceOf(error),
  'expiring-failed': ({ reason }) =>
    `What is too old for the event log could not be removed (${reason}); it is tried again every hour.`,
  'part-failed': ({ part }) =>
    `A part of the service (${part}) has failed, and everything else goes on: a fault of the service, please report it.`,
  'store-full': ({ error }) => `Nothing is sent until there is room. ${sentenceOf(error)}`,
  'store-has-room': () => 'There is room on the disk again; everything goes on.',
  'store-failed': ({ error }) => sentenceOf(error)
}

export function serviceNote<K extends Kind>(event: Extract<ServiceEvent, { readonly kind: K }>): string | undefined {
  const note: Notes[K] = NOTES[event.kind]
  return note?.(event)
}

export function summaryNote({ text, by, reason }: Summary): string {
  const counts = Object.entries(by).map(([where, count]) => `${where} ${count}`)
  return escapeLine(`${text} In the last minute: ${counts.join(', ')}.${reason === undefined ? '' : ` ${reason}`}`)
}

const sentenceOf = (error: unknown): string =>
  error instanceof QueueStoreError ? error.message : 'The queue cannot be read or written.'

function reloadNote(event: Extract<ServiceEvent, { kind: 'configuration-reloaded' }>): string {
  const { added, changed, removed, waiting } = event
  const parts = [
    ...(added.length > 0 ? [`new: ${added.join(', ')}`] : []),
    ...(changed.length > 0 ? [`changed: ${changed.join(', ')}`] : []),
    ...(removed.length > 0 ? [`gone, with what waits for them kept: ${removed.join(', ')}`] : [])
  ]
  const destinations = parts.length === 0 ? 'no destination is different' : parts.join('; ')
  const rest = waiting.length === 0 ? '' : ` Changes in ${waiting.join(', ')} need a new start.`
  return `The configuration was read again; ${destinations}.${rest}`
}

/** What has begun, and what was found from before. */
export function startNote(
  { sources, data }: ServiceConfiguration,
  { url, recovery }: Extract<ServiceEvent, { readonly kind: 'service-started' }>,
  isSandbox: boolean
): string {
  const ways = sources.map(({ id, destinations }) => `  ${id} → ${[...destinations].join(', ') || 'nowhere'}`)
  const { waiting, unknown } = recovery
  const doubt = unknown === 0 ? '' : `; of ${unknown} of them it is not known whether they arrived`
  const left = `From before, ${waiting} messages wait${doubt}.`
  const sandbox = [
    'Sandbox: simulators take the place of the vendors; nothing leaves this machine.',
    `Its data folder is ${data.folder}; name it to other commands with --data.`
  ]
  return [
    `Waybill takes events at ${url}`,
    ...ways,
    ...(isSandbox ? sandbox : []),
    ...(waiting === 0 ? [] : [left])
  ].join('\n')
}
