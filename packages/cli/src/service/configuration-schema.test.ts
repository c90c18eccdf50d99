import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv'
import { parse } from 'yaml'
import { waybillSchema } from './configuration-schema'

const matches = new Ajv({ strict: false, validateFormats: false }).compile(waybillSchema() as object)

const check = (text: string): boolean => matches(parse(text))

const GOOD = `
http: { port: '\${PORT}' }
sources:
  site: { writeKeys: ['\${KEY}'], origins: ['https://www.example.com'], destinations: [customerio] }
destinations:
  customerio:
    settings: { siteId: abc, apiKey: '\${KEY}', region: us }
    subscriptions:
      - preset: Track Event
        mapping: { name: { '@path': $.event } }
      - { name: Own, action: trackEvent, subscribe: type = "track" }
  other: { destination: tractionboard, settings: { tokenId: '\${TOKEN}' } }
`

test('the published schema is the one that the declarations make (else: npm run docs)', () => {
  const path = join(__dirname, '..', '..', 'waybill.schema.json')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(waybillSchema())))
})

test('it accepts a good configuration', () => {
  expect([check(GOOD), matches.errors]).toEqual([true, null])
})

test.each([
  ['no sources', GOOD.replace(/sources:[^]*destinations:\n/, 'destinations:\n')],
  ['another section', `${GOOD}htp: {}\n`],
  ['a setting that there is not', GOOD.replace('siteId', 'siteID')],
  ['a setting that is missing', GOOD.replace('siteId: abc, ', '')],
  ['a setting that is no choice', GOOD.replace('region: us', 'region: mars')],
  ['a preset that there is not', GOOD.replace('preset: Track Event', 'preset: Track')],
  ['an action that there is not', GOOD.replace('action: trackEvent', 'action: track')],
  ['a destination that there is not', GOOD.replace('destination: tractionboard', 'destination: traction')],
  ['a port that is no number', GOOD.replace("'${PORT}'", 'many')],
  ['a source without keys', GOOD.replace("writeKeys: ['${KEY}'], ", '')],
  ['an origin with a path', GOOD.replace('https://www.example.com', 'https://www.example.com/shop')]
])('it refuses %s', (_, text) => {
  expect(check(text)).toBe(false)
})
