import { describeDestination } from '@waybill/kit/testing'
import { startSandboxOf } from '../../test/sandbox-under-test'
import { customerio } from '.'
import { examples } from './examples'

describeDestination(customerio, examples, {
  startSandbox: () => startSandboxOf('customerio'),
  partialFailure: (indexes) => ({
    status: 207,
    headers: {},
    body: {
      errors: indexes.map((index) => ({ batch_index: index, reason: 'invalid', field: 'identifiers', message: 'no' }))
    }
  })
})
