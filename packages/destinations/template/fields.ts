import type { Field } from '@waybill/kit'

/** A field that several actions share: the same words and default everywhere. */
export const personId = {
  label: 'Person ID',
  description: 'The ID of the person in your own database.',
  type: 'string',
  category: 'identifier',
  required: true,
  default: { '@path': '$.userId' }
} as const satisfies Field
