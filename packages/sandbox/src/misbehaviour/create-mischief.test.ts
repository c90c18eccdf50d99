import { createMischief } from './create-mischief'

const status = (code: number) => ({ kind: 'status', status: code }) as const

test('a rule without a schedule strikes once', () => {
  const mischief = createMischief()
  mischief.add({ fault: { kind: 'hang' } })
  expect([mischief.next('/'), mischief.next('/')]).toEqual([{ kind: 'hang' }, undefined])
})

test('rules strike one after the other, the oldest first', () => {
  const mischief = createMischief()
  mischief.add({ fault: status(500), schedule: { times: 2 } })
  mischief.add({ fault: status(503) })
  const struck = Array.from({ length: 4 }, () => mischief.next('/'))
  expect(struck).toEqual([status(500), status(500), status(503), undefined])
})

test('a rule that never strikes is no obstacle', () => {
  const mischief = createMischief()
  mischief.add({ fault: status(500), schedule: { times: 0 } })
  mischief.add({ fault: status(503) })
  expect(mischief.next('/')).toEqual(status(503))
})

test('a rule for a path leaves the others alone and is not used up by them', () => {
  const mischief = createMischief()
  mischief.add({ fault: status(500), path: '/api/v2/batch' })
  expect(mischief.next('/api/v2/entity')).toBeUndefined()
  expect(mischief.next('/api/v2/batch')).toEqual(status(500))
})

const strikes = (seed: number): boolean[] => {
  const mischief = createMischief()
  mischief.add({ fault: status(500), schedule: { probability: 0.3, seed } })
  return Array.from({ length: 1000 }, () => mischief.next('/') !== undefined)
}

test('a probability strikes reproducibly, about as often as it says', () => {
  expect(strikes(1)).toEqual(strikes(1))
  expect(strikes(1)).not.toEqual(strikes(2))
  const count = strikes(1).filter(Boolean).length
  expect(count).toBeGreaterThan(250)
  expect(count).toBeLessThan(350)
})

test('cleared rules strike no more', () => {
  const mischief = createMischief()
  mischief.add({ fault: status(500), schedule: { times: 5 } })
  mischief.clear()
  expect(mischief.next('/')).toBeUndefined()
})
