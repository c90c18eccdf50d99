import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import Ajv from 'ajv'
import type { AnySchemaObject } from 'ajv'
import { runCommand } from '../test-terminal'

const template = join(__dirname, '..', '..', '..', 'destinations', 'template')
const parse = (text: string): AnySchemaObject => JSON.parse(text) as AnySchemaObject

test.each(Object.entries(destinations))(
  'every schema of %s is one that a strict validator takes',
  async (slug, destination) => {
    const { status, out } = await runCommand(['schema', slug, '--json'])
    expect(status).toBe(0)
    const { definitions, ...document } = parse(out)
    expect(document).toEqual({ $schema: 'http://json-schema.org/draft-07/schema#', title: destination.name })
    expect(Object.keys(definitions as object)).toEqual(['settings', ...Object.keys(destination.actions)])
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, formats: { uri: true, email: true } })
    for (const schema of Object.values(definitions as Record<string, AnySchemaObject>)) {
      expect(() => ajv.compile(schema)).not.toThrow()
    }
  }
)

test('a schema tells right values from wrong ones, and which settings are secret', async () => {
  const { out } = await runCommand(['schema', template, 'settings'])
  const validate = new Ajv().compile(parse(out))
  expect(
    [{ apiKey: 'k', region: 'eu' }, { region: 'eu' }, { apiKey: 'k', region: 'mars' }].map((each) => validate(each))
  ).toEqual([true, false, false])
  expect(parse(out)).toMatchObject({ properties: { apiKey: { writeOnly: true }, region: { default: 'us' } } })
})

test('a default that is a mapping is no value of the field, and is left out', async () => {
  const { out } = await runCommand(['schema', template, 'savePerson'])
  expect(out).not.toContain('@path')
  expect(parse(out)).toMatchObject({ title: 'savePerson', required: ['id'], properties: { id: { type: 'string' } } })
})

test('a part that does not exist is answered with those that do', async () => {
  const { status, err } = await runCommand(['schema', template, 'nope'])
  expect({ status, err }).toEqual({
    status: 2,
    err: 'acme has no "nope"; choose one of settings, savePerson, trackEvent.\n'
  })
})
