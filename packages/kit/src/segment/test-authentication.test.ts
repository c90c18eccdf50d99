import nock from 'nock'
import { defineDestination, defineSettings } from '../definition'
import type { Authentication } from '../definition'
import { createTestIntegration, toSegment } from '.'

const settings = defineSettings({
  token: { label: 'Token', description: 'Yours.', type: 'password', required: true }
})

const acmeWith = (test: Authentication<{ token: string }>['test']) =>
  defineDestination({
    name: 'Acme',
    slug: 'acme',
    description: 'Acme.',
    integrationNames: ['Acme'],
    settings,
    authentication: {
      scheme: 'custom',
      headers: ({ settings: { token } }) => ({ authorization: `Bearer ${token}` }),
      ...(test && { test })
    },
    actions: {},
    presets: []
  })

const ask = (test: Authentication<{ token: string }>['test']): Promise<void> =>
  createTestIntegration(toSegment(acmeWith(test))).testAuthentication({ token: 'tok-123' })

const whoAmI: Authentication<{ token: string }>['test'] = {
  docs: 'https://acme.example/docs',
  request: () => ({ method: 'GET', url: 'https://acme.example/me' })
}

afterEach(() => nock.cleanAll())

test('a vendor that accepts the credentials is content', async () => {
  nock('https://acme.example', { reqheaders: { authorization: 'Bearer tok-123' } })
    .get('/me')
    .reply(200, {})
  await expect(ask(whoAmI)).resolves.toBeUndefined()
})

test('a refusal tells the vendor’s words, without the secret in them', async () => {
  nock('https://acme.example').get('/me').reply(401, { message: 'tok-123 is unknown' })
  await expect(ask(whoAmI)).rejects.toThrow('401: ‹redacted› is unknown')
})

test('a vendor that cannot be asked is not asked, and nothing fails', async () => {
  await expect(ask(undefined)).resolves.toBeUndefined()
  expect(toSegment(acmeWith(undefined)).authentication).not.toHaveProperty('testAuthentication')
})
