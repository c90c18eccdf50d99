import { createWideFailure } from './wide-failure'

test('wrong credentials are about the caller at once', () => {
  expect(createWideFailure().refused({ status: 401, items: 1 })).toBe(true)
})

test('many items refused together for no reason of theirs are, too', () => {
  const failure = createWideFailure()
  expect(failure.refused({ status: 404, items: 2 })).toBe(true)
  expect(failure.refused({ status: 422, items: 2 })).toBe(false)
})

test.each([400, 404])('single items refused alike with %i show it only once they are many in a row', (status) => {
  const failure = createWideFailure()
  const refusals = Array.from({ length: 20 }, () => failure.refused({ status, items: 1 }))
  expect(refusals.indexOf(true)).toBe(19)
})

test('each further refusal is about the caller, too, until its lane is resumed', () => {
  const failure = createWideFailure()
  const refused = (): boolean => failure.refused({ status: 400, items: 1 })
  const twenty = (): readonly boolean[] => Array.from({ length: 20 }, refused)
  expect(twenty().indexOf(true)).toBe(19)
  expect(refused()).toBe(true)
  failure.resumed()
  expect(twenty().indexOf(true)).toBe(19)
})

test('whatever is delivered in between shows that the caller is welcome, and another status that it differs', () => {
  const failure = createWideFailure()
  const refuse = (times: number, status: number): boolean =>
    Array.from({ length: times }, () => failure.refused({ status, items: 1 })).includes(true)
  expect(refuse(19, 400)).toBe(false)
  failure.delivered()
  expect(refuse(19, 400)).toBe(false)
  expect(refuse(1, 404)).toBe(false)
  expect(refuse(19, 400)).toBe(false)
})
