import { describeDestination } from '@waybill/kit/testing'
import { startSandboxOf } from '../../test/sandbox-under-test'
import { brazeAppboy } from '.'
import { examples } from './examples'

describeDestination(brazeAppboy, examples, {
  startSandbox: () => startSandboxOf('braze'),
  success: { status: 201, headers: {}, body: { message: 'success' } },
  partialFailure: (indexes) => ({
    status: 201,
    headers: {},
    body: {
      message: 'success',
      errors: indexes.map((index) => ({ type: "'email' is not valid", input_array: 'attributes', index }))
    }
  })
})
