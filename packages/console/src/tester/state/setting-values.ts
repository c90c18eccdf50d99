import type { DestinationDetail, SettingField } from '@waybill/server/tester'

/** Whose settings are used: those of the sandbox's made-up account, or the user's own at the vendor. */
export type Account = 'sandbox' | 'vendor'

export type SettingValues = Readonly<Record<string, unknown>>

/** What the form starts with. */
export function initialSettings(detail: DestinationDetail, account: Account): SettingValues {
  const defaults = Object.fromEntries(
    Object.entries(detail.settings).flatMap(([key, field]) =>
      field.default === undefined ? [] : [[key, field.default]]
    )
  )
  // Where no sandbox plays the vendor, the settings of the examples do for looking at what would be sent.
  const madeUp = detail.sandbox?.settings ?? detail.examples[0]?.settings ?? {}
  return account === 'sandbox' ? { ...defaults, ...madeUp } : defaults
}

/** What is typed into a setting's field, as its value; undefined when it is empty. */
export function readSetting({ type, multiple }: SettingField, text: string): unknown {
  if (multiple === true) {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return lines.length === 0 ? undefined : lines
  }
  if (text === '') return undefined
  const number = Number(text)
  // What is no number stays as typed, for the definition's check to say so.
  return type === 'number' && text.trim() !== '' && Number.isFinite(number) ? number : text
}

/** A setting's value as its field shows it. */
export function writeSetting(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(String).join('\n')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export const isSecret = ({ type }: SettingField): boolean => type === 'password'
