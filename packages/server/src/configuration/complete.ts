import type { Infer, SettingFields } from '@waybill/kit'

type DefaultKeys<Definitions> = {
  [Key in keyof Definitions]: Definitions[Key] extends { default: unknown } ? Key : never
}[keyof Definitions]

/** The values of checked settings: those with a default are always there. */
export type Complete<Definitions extends SettingFields> = Infer<Definitions> & {
  readonly [Key in DefaultKeys<Definitions> & keyof Infer<Definitions>]-?: NonNullable<Infer<Definitions>[Key]>
}
