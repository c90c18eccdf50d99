import { isJsonObject } from '@waybill/kit'

/** Whether a value is nested deeper than so many levels; it looks no deeper itself. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (!isJsonObject(value) && !Array.isArray(value)) return false
  if (levels === 0) return true
  return Object.values(value).some((member) => isDeeper(member, levels - 1))
}
