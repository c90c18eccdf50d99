import { editedId, idsBehind, replayId } from './repeat-id'

test('a repeat is named after what it repeats', () => {
  expect(replayId('m', 'mended')).toBe('m~replay-mended')
  expect(editedId('m')).toBe('m~edited-1')
  expect(editedId('m~edited-9')).toBe('m~edited-10')
  expect(editedId('m~edited-9007199254740993')).toBe('m~edited-9007199254740994')
  expect(editedId(replayId('m', 'mended'))).toBe('m~replay-mended~edited-1')
})

test.each([
  ['m', ['m']],
  ['m~edited-2', ['m~edited-2', 'm']],
  ['m~replay-2026-11-20T10-00-00.000Z', ['m~replay-2026-11-20T10-00-00.000Z', 'm']],
  ['m~replay-a~edited-1', ['m~replay-a~edited-1', 'm~replay-a', 'm']],
  ['m\nn~edited-1', ['m\nn~edited-1', 'm\nn']],
  // Whoever sends events may use such signs, too.
  ['m~n', ['m~n']],
  ['~edited-1', ['~edited-1']],
  ['m~edited-', ['m~edited-']]
])('%j may be a repeat of %j', (id, ids) => {
  expect(idsBehind(id)).toEqual(ids)
})
