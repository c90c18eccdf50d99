import type { Destination } from '@waybill/kit'
import { customerio } from './customerio'

export { customerio }

/** Every destination, by its slug. */
export const destinations: Readonly<Record<string, Destination>> = { customerio }
