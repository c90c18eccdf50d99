import { describeDestination } from '@waybill/kit/testing'
import { tractionboard } from '.'
import { examples } from './examples'

describeDestination(tractionboard, examples, {})
