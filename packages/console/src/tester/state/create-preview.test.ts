import { signal } from '@preact/signals-core'
import type { Explained, Trial } from '@waybill/server/tester'
import { explained } from '../../../test/acme'
import { ApiFailureError } from '../../api/api-error'
import { createPreview } from './create-preview'

const trialOf = (name: string, destination = 'acme'): Trial => ({ destination, settings: {}, events: [{ name }] })

interface Question {
  readonly trial: Trial
  readonly signal: AbortSignal
  readonly answer: (explained: Explained) => void
  readonly fail: (error: unknown) => void
}

/** A preview whose pauses end, and whose questions are answered, when the test says so. */
function setUp(first: Trial | undefined) {
  const questions: Question[] = []
  const failures: ApiFailureError[] = []
  let due: (() => void) | undefined
  const trial = signal(first)
  const { preview } = createPreview({
    trial,
    explain: (asked, abort) =>
      new Promise((answer, fail) => void questions.push({ trial: asked, signal: abort, answer, fail })),
    later: (run) => {
      due = run
      return () => {
        if (due === run) due = undefined
      }
    },
    onFailure: (error) => void failures.push(error)
  })
  const pause = () => {
    due?.()
    due = undefined
  }
  return { trial, preview, questions, failures, pause }
}

const settle = () => new Promise(setImmediate)

test('asks once after a pause, however much was typed before it', () => {
  const { trial, questions, pause } = setUp(trialOf('a'))
  trial.value = trialOf('ab')
  trial.value = trialOf('abc')
  expect(questions).toEqual([])
  pause()
  expect(questions.map(({ trial: { events } }) => events)).toEqual([[{ name: 'abc' }]])
})

test('cancels what is no longer wanted, and its answer changes nothing', async () => {
  const { trial, preview, questions, pause } = setUp(trialOf('a'))
  pause()
  trial.value = trialOf('b')
  pause()
  expect(questions.map(({ signal: { aborted } }) => aborted)).toEqual([true, false])
  questions[0]?.answer(explained)
  await settle()
  expect(preview.value.explained).toBeUndefined()
  questions[1]?.answer(explained)
  await settle()
  expect(preview.value).toEqual({ explained, trial: trialOf('b'), isStale: false })
})

test('the last answer stays, as one of before the last edit, while nothing can be asked', async () => {
  const { trial, preview, questions, pause } = setUp(trialOf('a'))
  pause()
  questions[0]?.answer(explained)
  await settle()
  trial.value = undefined
  pause()
  expect(preview.value).toEqual({ explained, trial: trialOf('a'), isStale: true })
  expect(questions).toHaveLength(1)
})

test('the answer about another destination does not stay', async () => {
  const { trial, preview, questions, pause } = setUp(trialOf('a'))
  pause()
  questions[0]?.answer(explained)
  await settle()
  trial.value = trialOf('a', 'other')
  expect(preview.value).toEqual({ isStale: true })
})

test('a failure is told, and gone with the next answer', async () => {
  const { trial, preview, questions, failures, pause } = setUp(trialOf('a'))
  pause()
  questions[0]?.fail(new ApiFailureError('disconnected', 'Nobody is there.'))
  await settle()
  expect(preview.value).toEqual({ isStale: true, error: 'Nobody is there.' })
  expect(failures).toMatchObject([{ failure: 'disconnected' }])
  trial.value = trialOf('b')
  pause()
  questions[1]?.answer(explained)
  await settle()
  expect(preview.value.error).toBeUndefined()
})
