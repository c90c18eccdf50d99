import { useComputed } from '@preact/signals'
import type { DeadLetterDetail } from '@waybill/server/operations'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { CodeEditor } from '../../editor/code-editor'
import type { Mark } from '../../editor/code-editor'
import { Outcome } from '../live/event-panel'
import type { DeadLetters } from '../state/create-dead-letters'
import type { OpenLetter } from '../state/open-letter'
import { WayView } from '../way-view'
import { WhileLoading } from '../while-loading'

/** One dead letter: why it is one, its event to be edited, and what would be sent now. */
export function LetterPanel({ letters }: { readonly letters: DeadLetters }) {
  const open = letters.open.value
  if (open === undefined) return <p class="empty">Choose a dead letter to see why it is one, edit it and retry it.</p>
  return (
    <section key={open.position} class="pane" aria-label="One dead letter">
      <WhileLoading loaded={open.detail.value} onRetry={() => void letters.look(open.position)}>
        {(detail) => <Letter letters={letters} open={open} detail={detail} />}
      </WhileLoading>
    </section>
  )
}

interface LetterProps {
  readonly letters: DeadLetters
  readonly open: OpenLetter
  readonly detail: DeadLetterDetail
}

function Letter({ letters, open, detail }: LetterProps) {
  const { read, isEdited, text } = open
  const isBusy = letters.done.value.kind === 'asking'
  const marks = useComputed<readonly Mark[]>(() =>
    read.value.kind === 'mistake' ? [{ ...read.value.range, message: read.value.message, severity: 'error' }] : []
  )
  return (
    <>
      <header class="pane-head">
        <h2>{detail.event ?? detail.type}</h2>
        <code class="small">{detail.messageId}</code>
        <span class="spring" />
        <Button
          look="primary"
          isDisabled={isBusy || read.value.kind === 'mistake'}
          onPress={() => void letters.retryOpen()}
        >
          {isEdited.value ? 'Retry edited' : 'Retry'}
        </Button>
        <Button look="plain" onPress={() => void letters.look(undefined)}>
          Close
        </Button>
      </header>
      <Notice tone="bad">{detail.reason}</Notice>
      <p class="soft small">
        {detail.instance}, {detail.attempts === 1 ? 'one attempt' : `${detail.attempts} attempts`}, accepted{' '}
        {new Date(detail.acceptedAt).toLocaleString()}
      </p>
      <ul class="outcomes">
        {detail.outcomes.map((outcome, index) => (
          <Outcome key={index} outcome={outcome} />
        ))}
      </ul>
      <h3>The event</h3>
      <CodeEditor
        label="Event of the dead letter, as JSON"
        language="json"
        text={() => text.value}
        onText={(written) => void (text.value = written)}
        marks={marks.value}
        suggest={() => undefined}
      />
      {read.value.kind === 'mistake' && (
        <p class="bad-text small" role="status">
          {read.value.message}
        </p>
      )}
      <h3>What would be sent now</h3>
      <Tried open={open} detail={detail} />
    </>
  )
}

function Tried({ open, detail }: Pick<LetterProps, 'open' | 'detail'>) {
  const tried = open.tried.value
  if (detail.way === null) {
    return (
      <Notice tone="warn">
        No destination of the configuration serves its lane any more: put the destination back, then retry.
      </Notice>
    )
  }
  if (tried.kind === 'failed') return <Notice tone="bad">{tried.message}</Notice>
  return tried.kind === 'answered' ? <WayView way={tried.answer} isTitled={false} /> : <p class="soft">Trying…</p>
}
