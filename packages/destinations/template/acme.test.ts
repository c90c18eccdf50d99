import { authenticationHeaders, authenticationRequest } from '@waybill/kit'
import { describeDestination } from '@waybill/kit/testing'
import { acme } from '.'
import { events, people } from './endpoints'
import { examples } from './examples'

describeDestination(acme, examples, {})

test('the key authorises, and asking for the account shows whether it does', () => {
  expect(authenticationHeaders(acme, examples.settings)).toEqual({ authorization: 'Bearer sandbox-api-key' })
  expect(authenticationRequest(acme, examples.settings)).toEqual({
    method: 'GET',
    url: 'https://us.api.acme.example/v1/account'
  })
})

test('the limits are those of the documents', () => {
  expect([people.limits.items, events.limits.items]).toEqual([1, 100])
})

test('an event that is refused is found by its position', () => {
  const body = { refused: [{ position: 2, reason: 'unknown person' }, 'nonsense'] }
  expect(events.itemErrors?.({ status: 200, headers: {}, body })).toEqual([{ index: 2, reason: 'unknown person' }])
})
