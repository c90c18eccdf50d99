import type { Analytics, CDNSettings } from '@segment/analytics-next'
import { markBundled } from './mark-bundled'

const pageWith = (integrations?: object): Analytics =>
  ({ settings: { writeKey: 'key', ...(integrations && { cdnSettings: { integrations } }) } }) as unknown as Analytics

const integrationsOf = ({ settings }: Analytics): CDNSettings['integrations'] | undefined =>
  settings.cdnSettings?.integrations

test('a destination that the settings of the source do not name is marked, and forgotten again', () => {
  const page = pageWith({})
  const unmark = markBundled(page, 'Acme')
  expect(integrationsOf(page)).toEqual({ Acme: { bundlingStatus: 'bundled' } })
  unmark()
  expect(integrationsOf(page)).toEqual({})
})

test('one that they leave to the cloud is the page’s as long as the page sends to it, with all else that they say', () => {
  const page = pageWith({ Acme: { bundlingStatus: 'unbundled', key: 'a' } })
  const unmark = markBundled(page, 'Acme')
  expect(integrationsOf(page)).toEqual({ Acme: { bundlingStatus: 'bundled', key: 'a' } })
  unmark()
  expect(integrationsOf(page)).toEqual({ Acme: { bundlingStatus: 'unbundled', key: 'a' } })
})

test('what is taken back late leaves the mark of a successor', () => {
  const page = pageWith({})
  const unmark = markBundled(page, 'Acme')
  unmark()
  const unmarkSuccessor = markBundled(page, 'Acme')
  unmark()
  expect(integrationsOf(page)).toEqual({ Acme: { bundlingStatus: 'bundled' } })
  unmarkSuccessor()
  expect(integrationsOf(page)).toEqual({})
})

test('a version of analytics.js that keeps no such settings is left alone', () => {
  const page = pageWith()
  markBundled(page, 'Acme')()
  expect(page.settings).toEqual({ writeKey: 'key' })
})
