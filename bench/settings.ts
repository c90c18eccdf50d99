import type { Destination } from '@waybill/kit'

/** Made-up settings that pass a destination's checks: nothing here reaches a vendor. */
export const settingsFor = (destination: Destination): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(destination.settings)
      .filter(([, { required }]) => required)
      .map(([key, { choices }]) => [key, firstChoice(choices) ?? 'bench0bench0bench000'])
  )

function firstChoice(choices: Destination['settings'][string]['choices']): unknown {
  const [first] = choices ?? []
  return typeof first === 'object' ? first.value : first
}
