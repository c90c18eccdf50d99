import type { Destination } from '@waybill/kit'
import { boomtrain } from './boomtrain'
import { brazeAppboy } from './braze-appboy'
import { customerio } from './customerio'
import { tractionboard } from './tractionboard'

export { boomtrain, brazeAppboy, customerio, tractionboard }

/** Every destination, by its slug. */
export const destinations: Readonly<Record<string, Destination>> = {
  [boomtrain.slug]: boomtrain,
  [brazeAppboy.slug]: brazeAppboy,
  [customerio.slug]: customerio,
  [tractionboard.slug]: tractionboard
}
