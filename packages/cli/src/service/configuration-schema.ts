import { destinations } from '@waybill/destinations'
import { configurationSchema } from '@waybill/server'
import { sourceKinds } from './source-kinds'

/** The JSON Schema of `waybill.yaml`, as `packages/cli/waybill.schema.json` holds it for editors. */
export const waybillSchema = (): unknown => configurationSchema({ destinations, sourceKinds })
