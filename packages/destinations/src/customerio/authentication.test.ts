import { createTestIntegration, toSegment } from '@waybill/kit/segment'
import nock from 'nock'
import { customerio } from '.'
import { examples } from './examples'

const integration = createTestIntegration(toSegment(customerio))
const settings = (region: 'us' | 'eu') => ({ ...examples.settings, region })

test('asks the chosen region where the account lives, with the credentials, and is content when it lives there', async () => {
  const scope = nock('https://track-eu.customer.io')
    .get('/api/v1/accounts/region')
    .basicAuth({ user: 'sandbox0site0id00001', pass: 'sandbox0api0key00001' })
    .reply(200, { url: 'track-eu.customer.io', region: 'eu', environment_id: 1 })
  await expect(integration.testAuthentication(settings('eu'))).resolves.toBeUndefined()
  scope.done()
})

test('says which region is the right one when the chosen one is wrong', async () => {
  nock('https://track.customer.io').get('/api/v1/accounts/region').reply(200, { region: 'eu' })
  await expect(integration.testAuthentication(settings('us'))).rejects.toThrow(
    'This account lives in the region "eu"; set the region to "eu" instead of "us".'
  )
})

test('says that the credentials are refused, without repeating them', async () => {
  nock('https://track.customer.io')
    .get('/api/v1/accounts/region')
    .reply(401, { meta: { error: 'Unauthorized request' } })
  const error: unknown = await integration.testAuthentication(settings('us')).catch((thrown: unknown) => thrown)
  expect(String(error)).toContain('401')
  expect(String(error)).not.toContain('sandbox0api0key00001')
})
