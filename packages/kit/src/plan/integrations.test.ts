import type { SegmentEvent } from '../event'
import { isEnabledByIntegrations } from './integrations'

const enabled = (integrations: unknown): boolean =>
  isEnabledByIntegrations({ type: 'track', integrations } as SegmentEvent, ['Acme', 'Acme (Actions)'])

test.each([[undefined], [null], [[]], [[false]], ['All'], [false], [0]])('%j switches nothing', (integrations) => {
  expect(enabled(integrations)).toBe(true)
})

test.each([
  [{}, true],
  [{ Other: false }, true],
  [{ Acme: true }, true],
  [{ Acme: false }, false],
  [{ 'Acme (Actions)': false }, false],
  [{ acme: false }, true],
  [{ ACME: false, All: false }, false],
  [{ All: false }, false],
  [{ all: false }, false],
  [{ ALL: false }, false],
  [{ All: true }, true],
  [{ All: {} }, true],
  [{ Acme: { apiKey: 'x' } }, true],
  [{ All: false, Acme: { apiKey: 'x' } }, true],
  [{ All: false, Acme: true }, true],
  [{ all: false, 'Acme (Actions)': true }, true],
  [{ All: true, Acme: false }, false],
  [{ Acme: null, All: false }, true],
  [{ Acme: 'false' }, true],
  [{ All: null }, true]
])('%j leaves the destination on: %j', (integrations, expected) => {
  expect(enabled(integrations)).toBe(expected)
})

test('of several names the first that is there counts', () => {
  expect(enabled({ 'Acme (Actions)': true, Acme: false })).toBe(false)
})

test('what every object has is no name', () => {
  expect(isEnabledByIntegrations({ type: 'track', integrations: { All: false } }, ['toString'])).toBe(false)
})
