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

test('a client stands with a rate by what it has been admitted in the latest stretch of time', () => {
  const { admit, standing } = createRateLimit({ requests: 2, perSeconds: 3 })
  expect(standing(500)).toEqual({ limit: 2, remaining: 2, resetsAt: 3500 })
  admit(1000)
  admit(2000)
  admit(2500)
  expect(standing(2500)).toEqual({ limit: 2, remaining: 0, resetsAt: 5000 })
  expect(standing(4000)).toEqual({ limit: 2, remaining: 1, resetsAt: 5000 })
})
