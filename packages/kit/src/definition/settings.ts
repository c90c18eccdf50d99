import type { SettingFields } from '../fields'

/** Declares the settings of a destination: identity that keeps the literal types, so that `Infer` can read them. */
export const defineSettings = <const Definitions extends SettingFields>(fields: Definitions): Definitions => fields
