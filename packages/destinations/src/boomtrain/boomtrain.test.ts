import { compileDestination } from '@waybill/kit'
import { describeDestination } from '@waybill/kit/testing'
import { boomtrain } from '.'
import { examples } from './examples'

describeDestination(boomtrain, examples, {})

test('what is left out of a person is noted', () => {
  const compiled = compileDestination(boomtrain, { settings: examples.settings })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const [planned] = compiled.plan.plan({
    type: 'identify',
    userId: 'u-1',
    traits: { email: 'none', createdAt: 'last year' }
  })
  expect(planned).toMatchObject({
    kind: 'items',
    notes: [
      'The Email was left out: it is not an e-mail address.',
      'Created At was left out: it is not a date, a time or a unix timestamp.'
    ]
  })
})

test.each(['http://people.api.boomtrain.com/v1', 'https://people.api.boomtrain.com/v1/', 'people.api.boomtrain.com'])(
  '%s is refused as an endpoint',
  (peopleEndpoint) => {
    const compiled = compileDestination(boomtrain, { settings: { ...examples.settings, peopleEndpoint } })
    expect(compiled.ok ? [] : compiled.problems.map(({ place }) => place)).toEqual(['settings.peopleEndpoint'])
  }
)

test('the token is the only secret', () => {
  expect(Object.entries(boomtrain.settings).flatMap(([key, { type }]) => (type === 'password' ? [key] : []))).toEqual([
    'accessToken'
  ])
})
