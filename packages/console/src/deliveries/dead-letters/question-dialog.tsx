import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import type { DeadLetters } from '../state/create-dead-letters'
import { questionText } from '../state/question-text'

/** Asks before many dead letters are retried, or any are dropped. */
export function QuestionDialog({ letters }: { readonly letters: DeadLetters }) {
  const question = letters.question.value
  if (question === undefined) return null
  const verb = question.action === 'drop' ? 'Drop' : 'Retry'
  return (
    <Dialog title={`${verb} dead letters`} onClosed={letters.cancel}>
      {(close) => (
        <>
          <p>{questionText(question)}</p>
          <div class="dialog-buttons">
            <Button onPress={close}>Cancel</Button>
            <Button
              look={question.action === 'drop' ? 'danger' : 'primary'}
              onPress={() => {
                void letters.confirm()
                close()
              }}
            >
              {`${verb} ${question.count}`}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  )
}
