import type { Deletion, DeletionEnded } from '@waybill/server'
import { escapedLines } from './escape-controls'

/** Whether every destination has done what it was asked, or cannot. */
export const isCarriedOut = ({ ended, waiting }: Deletion): boolean =>
  waiting.length === 0 && ended.every(({ outcome }) => outcome === 'delivered' || outcome === 'skipped')

/** Deletions as a person reads them. */
export function deletionsText(deletions: readonly Deletion[]): string {
  return escapedLines([...deletions.flatMap((deletion) => [...deletionLines(deletion), '']), countLine(deletions), ''])
}

function countLine(deletions: readonly Deletion[]): string {
  const done = deletions.filter(isCarriedOut).length
  const skipped = deletions.flatMap(({ ended }) => ended).filter(({ outcome }) => outcome === 'skipped').length
  const requests = `${deletions.length} deletion request${deletions.length === 1 ? '' : 's'}`
  const byHand =
    skipped === 0 ? '' : ` Skipped ${skipped} time${skipped === 1 ? '' : 's'}: see above what is to be done by hand.`
  return `${requests}: ${done} carried out, ${deletions.length - done} not yet.${byHand}`
}

function deletionLines(deletion: Deletion): readonly string[] {
  const { messageId, userId, anonymousId, requestedAt, source, ended, waiting } = deletion
  const asked =
    requestedAt === null ? 'asked for at a time not on record' : `asked for ${time(requestedAt)} by ${source}`
  const width = Math.max(...[...ended.map(({ instance }) => instance), ...waiting].map(({ length }) => length))
  return [
    `${userId ?? anonymousId ?? 'nobody'}, ${asked}, request ${messageId}`,
    ...ended.flatMap((one) => endedLines(one, width)),
    ...waiting.map((instance) => `  ${instance.padEnd(width)}  waiting`)
  ]
}

function endedLines(ended: DeletionEnded, width: number): readonly string[] {
  const { instance, outcome, at, reason, request } = ended
  const head = `  ${instance.padEnd(width)}  ${outcome.padEnd(9)} ${time(at)}`
  const indent = ' '.repeat(width + 4)
  return [
    reason === null ? head : `${head}  ${reason}`,
    ...(request === null ? [] : [`${indent}${request.method} ${request.url} → ${answerText(request.answer)}`]),
    ...(ended.unknown ? [`${indent}It may have been sent twice.`] : [])
  ]
}

const answerText = (answer: NonNullable<DeletionEnded['request']>['answer']): string =>
  answer.kind === 'failure' ? answer.message : `${answer.status}${answer.body === null ? '' : ` ${answer.body}`}`

const time = (milliseconds: number): string => new Date(milliseconds).toISOString()
