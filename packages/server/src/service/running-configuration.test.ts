import { acme } from '../../test/acme'
import { readConfiguration } from '../configuration/read-configuration'
import type { ServiceConfiguration } from '../configuration/service-configuration'
import { createRunningConfiguration } from './running-configuration'

function configurationWith(destinations: string): ServiceConfiguration {
  const text = `sources: { site: { writeKeys: [wk_site] } }\ndestinations: ${destinations}\n`
  const read = readConfiguration(text, { destinations: { acme }, sourceKinds: [], environment: {}, folder: '/' })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.configuration
}

test('what was secret stays secret when a key is replaced, and when its instance is gone', () => {
  const running = createRunningConfiguration(configurationWith('{ acme: { settings: { apiKey: first-key } } }'))
  running.change(configurationWith('{ acme: { settings: { apiKey: second-key } } }'))
  running.change(configurationWith('{ other: { destination: acme, settings: { apiKey: third-key } } }'))
  expect(running.redact('first-key, second-key, third-key, no-key')).toBe('‹redacted›, ‹redacted›, ‹redacted›, no-key')
})
