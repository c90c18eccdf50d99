import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Button } from '../../components/button'
import { Choices } from '../../components/choices'
import { Dialog } from '../../components/dialog'
import { count } from '../../explanation/verdict'
import type { Tester } from '../state/create-tester'

export interface SendBarProps {
  readonly tester: Tester
  /** Told as soon as something is on its way. */
  readonly onSend: () => void
}

/** Sends what is on the bench: at once to the sandbox, and to the vendor once the user has confirmed it. */
export function SendBar({ tester, onSend }: SendBarProps) {
  const isAsking = useSignal(false)
  const { workbench, delivery } = tester
  const detail = workbench.detail.value
  const target = workbench.account.value
  const obstacle = obstacleOf(tester)
  const send = () => {
    onSend()
    void delivery.send(target)
  }
  const press = () => {
    if (obstacleOf(tester) !== undefined) return
    if (target === 'vendor') isAsking.value = true
    else send()
  }
  useSendKey(press)
  const isBatch = workbench.document.value.kind === 'events' && workbench.document.value.events.length > 1
  return (
    <div class="row send-bar">
      {isBatch && (
        <Choices
          label="How the events are sent"
          name="mode"
          value={workbench.mode.value}
          options={[
            { value: 'batch', title: 'Together' },
            { value: 'single', title: 'One by one' }
          ]}
          onChange={(mode) => void (workbench.mode.value = mode)}
        />
      )}
      <Button look="primary" isDisabled={obstacle !== undefined} title={obstacle ?? 'Ctrl Enter'} onPress={press}>
        {target === 'sandbox' ? 'Send to sandbox' : `Send to ${detail?.name ?? 'vendor'}…`}
      </Button>
      {isAsking.value && (
        <Dialog title={`Send to ${detail?.name ?? 'the vendor'}?`} onClosed={() => void (isAsking.value = false)}>
          {(close) => <Confirmation tester={tester} close={close} onConfirm={send} />}
        </Dialog>
      )}
    </div>
  )
}

/** Why nothing can be sent right now; undefined when it can. */
function obstacleOf({ workbench, preview, delivery }: Tester): string | undefined {
  const { explained, isStale } = preview.value
  if (workbench.trial.value === undefined) return 'Correct the event or the mapping first'
  if (workbench.account.value === 'sandbox' && workbench.detail.value?.sandbox === undefined) {
    return 'No sandbox plays this vendor; choose My own to send to it'
  }
  if (delivery.sending.value.kind === 'asking') return 'Something is on its way'
  if (isStale || explained === undefined) return undefined
  const mistakes = explained.settingProblems.length + explained.subscriptionProblems.length
  return mistakes > 0 ? 'Correct the settings and the subscription first' : undefined
}

function useSendKey(press: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
      // Behind an open dialog nothing is sent.
      if (isSend && document.querySelector('dialog[open]') === null) press()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  })
}

interface ConfirmationProps {
  readonly tester: Tester
  readonly close: () => void
  readonly onConfirm: () => void
}

function Confirmation({ tester, close, onConfirm }: ConfirmationProps) {
  const { explained } = tester.preview.value
  const number = tester.workbench.trial.value?.events.length ?? 0
  const hosts = [...new Set((explained?.requests ?? []).map(({ request }) => hostOf(request.url)))]
  const name = tester.workbench.detail.value?.name ?? 'the vendor'
  return (
    <>
      <p>
        {`${count(number, 'event')} will really be sent`}
        {hosts.length > 0 ? `, to ${hosts.join(', ')}` : ''}, with your own settings. What {name} takes cannot be taken
        back from here.
      </p>
      <div class="dialog-buttons">
        <Button onPress={close}>Cancel</Button>
        <Button
          look="danger"
          onPress={() => {
            close()
            onConfirm()
          }}
        >
          {`Send to ${name}`}
        </Button>
      </div>
    </>
  )
}

/** The part of an address that says who gets the request. */
const hostOf = (url: string): string => /^\w+:\/\/([^/?#]+)/.exec(url)?.[1] ?? url
