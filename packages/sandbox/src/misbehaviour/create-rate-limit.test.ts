import { createRateLimit } from './create-rate-limit'

test('no stretch of time admits more than the rate', () => {
  const { admit } = createRateLimit({ requests: 2, perSeconds: 1 })
  const kinds = [0, 900, 999, 1000, 1001, 1900].map((now) => admit(now).kind)
  expect(kinds).toEqual(['admitted', 'admitted', 'refused', 'admitted', 'refused', 'admitted'])
})

test('a refusal says in how many whole seconds there is room', () => {
  const { admit } = createRateLimit({ requests: 1, perSeconds: 3 })
  admit(0)
  expect(admit(500)).toEqual({ kind: 'refused', seconds: 3 })
  expect(admit(1500)).toEqual({ kind: 'refused', seconds: 2 })
  expect(admit(2999)).toEqual({ kind: 'refused', seconds: 1 })
})

test('a rate of none refuses everything', () => {
  expect(createRateLimit({ requests: 0, perSeconds: 1 }).admit(5)).toEqual({ kind: 'refused', seconds: 1 })
})
