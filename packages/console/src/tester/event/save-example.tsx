import { useSignal } from '@preact/signals'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { Notice } from '../../components/notice'
import type { Tester } from '../state/create-tester'

/** Saves the event that is looked at as an example of the destination, which is a test from then on. */
export function SaveExample({ tester }: { readonly tester: Tester }) {
  const isOpen = useSignal(false)
  const { saving } = tester.delivery
  const open = () => {
    saving.value = { kind: 'idle' }
    isOpen.value = true
  }
  return (
    <>
      <Button look="plain" isDisabled={tester.workbench.trial.value === undefined} onPress={open}>
        Save as example
      </Button>
      {isOpen.value && (
        <Dialog title="Save as example" onClosed={() => void (isOpen.value = false)}>
          {(close) => <Body tester={tester} close={close} />}
        </Dialog>
      )}
    </>
  )
}

function Body({ tester, close }: { readonly tester: Tester; readonly close: () => void }) {
  const refusal = refusalOf(tester)
  const { saving } = tester.delivery
  if (refusal !== undefined) return <Ending sentence={refusal} tone="warn" close={close} />
  if (saving.value.kind === 'answered' && saving.value.answer.kind === 'saved') {
    const { file, line, text } = saving.value.answer
    return (
      <Ending
        sentence={`Saved in ${file}, line ${line}. It is a test now: npm test runs it.`}
        tone="good"
        close={close}
      >
        <pre class="json">{text}</pre>
      </Ending>
    )
  }
  return <Form tester={tester} close={close} />
}

/** Why there is nothing that could be saved. */
function refusalOf({ workbench: { detail, subscription } }: Tester): string | undefined {
  if (detail.value?.canSaveExamples !== true) {
    return 'This destination has no examples.ts that can be written to; serve it from its source folder.'
  }
  if (typeof subscription.tried.value === 'string') {
    return 'An example is of one action: choose a preset or an action first, instead of all presets.'
  }
  return undefined
}

interface EndingProps {
  readonly sentence: string
  readonly tone: 'good' | 'warn'
  readonly close: () => void
  readonly children?: preact.ComponentChildren
}

function Ending({ sentence, tone, close, children }: EndingProps) {
  return (
    <div class="stack">
      <Notice tone={tone} isUrgent>
        {sentence}
      </Notice>
      {children}
      <div class="dialog-buttons">
        <Button onPress={close}>Close</Button>
      </div>
    </div>
  )
}

function Form({ tester, close }: { readonly tester: Tester; readonly close: () => void }) {
  const title = useSignal('')
  const { saving, saveExample } = tester.delivery
  const problem = problemOf(saving.value)
  const submit = (event: Event) => {
    event.preventDefault()
    if (title.value.trim() !== '') void saveExample(title.value.trim())
  }
  return (
    <form class="stack" onSubmit={submit}>
      <p class="soft">
        The event and its mapping go into the destination’s examples.ts, with what becomes of them as what is expected.
        No secret of the settings does.
      </p>
      <label class="stack">
        <span>What it shows, in a few words</span>
        <input
          class="control"
          name="title"
          autocomplete="off"
          required
          value={title.value}
          onInput={({ currentTarget }) => void (title.value = currentTarget.value)}
        />
      </label>
      {problem !== undefined && (
        <Notice tone="bad" isUrgent>
          {problem}
        </Notice>
      )}
      <div class="dialog-buttons">
        <Button onPress={close}>Cancel</Button>
        <button type="submit" class="button button-primary" disabled={saving.value.kind === 'asking'}>
          Save
        </button>
      </div>
    </form>
  )
}

function problemOf(saving: Tester['delivery']['saving']['value']): string | undefined {
  if (saving.kind === 'failed') return saving.message
  return saving.kind === 'answered' && saving.answer.kind === 'refused' ? saving.answer.reason : undefined
}
