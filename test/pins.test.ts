import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestIntegration } from '@segment/actions-core'
import Ajv from 'ajv'

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(__dirname, '..', 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version

describe('the packaging faults of @segment/actions-core 3.170.0 stay pinned around', () => {
  test('the version is the one the faults are known of', () => {
    expect(versionOf('@segment/actions-core')).toBe('3.170.0')
  })

  test('liquidjs, which it requires and does not declare, is there', () => {
    expect(versionOf('liquidjs')).toMatch(/^10\./)
  })

  test('fast-uri is one that reads schema keys with spaces (3.1.6 to 3.1.9 refuse them)', () => {
    expect(versionOf('fast-uri')).toBe('3.1.5')
    expect(() => new Ajv().getSchema('Customer.io (Actions):Track Event')).not.toThrow()
  })

  test('an action of a destination whose name holds spaces and parentheses can be run', async () => {
    const integration = createTestIntegration({
      name: 'Name With (Parentheses)',
      mode: 'cloud',
      actions: {
        act: {
          title: 'Act',
          description: 'Acts.',
          fields: { id: { label: 'ID', description: 'ID.', type: 'string', default: { '@path': '$.userId' } } },
          perform: (_request, { payload }) => payload as object
        }
      }
    })
    await integration.testAction('act', { event: { type: 'track', userId: 'u-1' }, useDefaultMappings: true })
    expect(integration.results.at(-1)?.data).toEqual({ id: 'u-1' })
  })
})

test('the packages for traces are asked for in versions that are tested, and go together', () => {
  const server = join(__dirname, '..', 'packages', 'server')
  const message = /npm install (?:@opentelemetry\/[\w-]+@[\d.]+ ?)+/.exec(
    readFileSync(join(server, 'src', 'tracing', 'create-tracing.ts'), 'utf8')
  )?.[0]
  expect(readFileSync(join(__dirname, '..', 'docs', 'operations.md'), 'utf8')).toContain(`\n${message}\n`)
  const asked = Array.from(message?.matchAll(/(@opentelemetry\/[\w-]+)@([\d.]+)/g) ?? [])
  expect(asked).toHaveLength(4)
  for (const [, name = '', version = ''] of asked) {
    expect([name, `${versionOf(name)}.`.startsWith(`${version}.`)]).toEqual([name, true])
  }
})
