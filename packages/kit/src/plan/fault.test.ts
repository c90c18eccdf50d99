import { faultOf } from './fault'

function thrownBy(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

test('an event that nobody could write is no fault of a definition', () => {
  const descend = (depth: number): number => descend(depth + 1) + 1
  const error = thrownBy(() => descend(0))
  expect(faultOf('The mapping', error)).toBe('The event is nested too deeply.')
})

test('any other error is, and is told by its name alone', () => {
  const error = thrownBy(() => new Date(Number.NaN).toISOString())
  expect(faultOf('The action save', error)).toBe(
    'The action save failed on this event (RangeError): a fault of its definition, please report it.'
  )
  expect(faultOf('The mapping', 'ada@example.com')).toContain('(error)')
})
