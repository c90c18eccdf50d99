import { isJsonObject } from '@waybill/kit'

type Message = { readonly [key: string]: unknown }

/** What a message means to Tractionboard, by its documents. */
export interface Meaning {
  /** Tractionboard's word for what happened. */
  readonly event: 'visit' | 'login' | 'custom' | 'payment' | 'refund' | 'cancel' | 'signup' | 'attributes' | 'alias'
  readonly external_user_id?: string | undefined
  readonly name?: string
  readonly amount?: number
  readonly currency?: string | undefined
  readonly status?: 'canceled'
  readonly attributes?: Message | undefined
  readonly group_id?: string | undefined
}

/**
 * The message as it came, with its meaning among the options that a message carries for one destination. Options the
 * message already had for Tractionboard stay. Only the way to them is copied.
 *
 * @see https://segment.com/docs/connections/spec/common/#integrations
 */
export function messageItem(message: Message, meaning: Meaning): readonly Message[] {
  const { integrations } = message
  const others = isJsonObject(integrations) ? integrations : undefined
  const options = others?.['Tractionboard']
  const explicit = isJsonObject(options) ? { ...options, ...meaning } : meaning
  return [{ ...message, integrations: { ...others, Tractionboard: explicit } }]
}
