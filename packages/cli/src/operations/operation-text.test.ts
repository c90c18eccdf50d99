import { wayLines } from './operation-text'

const way = { instance: 'acme', subscriptions: [] }

test('why a destination gets nothing of an event is said in the words of the service', () => {
  const refusal = 'the page has sent it to Acme itself (device mode), as event._metadata says'
  expect(wayLines({ ...way, isEnabled: false, refusal })).toEqual([`    Nothing would be sent: ${refusal}.`])
  expect(wayLines({ ...way, isEnabled: true })).toEqual([])
})
