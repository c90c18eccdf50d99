import { isJsonObject, utf8Bytes } from '@waybill/kit'

type Data = { readonly [key: string]: unknown }

/** Who it is about stands beside the properties, and the headers of an e-mail are nobody's business. */
const LEFT_OUT: ReadonlySet<string> = new Set(['identifiers', 'customer_id', 'email_address', 'headers', 'recipients'])

/** An event with properties has to fit into 32 kB: a longer message body is left out. */
const MAXIMUM_CONTENT_BYTES = 16_000

/**
 * The properties of the track event for a report: the e-mail spec's names where it has one, Customer.io's for everything
 * else, so that what it adds some day arrives, too.
 *
 * @see https://segment.com/docs/connections/spec/email/
 */
export function eventProperties(objectType: unknown, data: Data): { readonly [name: string]: unknown } {
  const isEmail = objectType === 'email'
  const { delivery_id: delivery, recipients } = data
  return {
    ...(typeof objectType === 'string' && { channel: objectType }),
    ...(isEmail && isScalar(delivery) && { email_id: delivery }),
    ...Object.fromEntries(
      Object.entries(data)
        .filter(([name, value]) => isKept(name, value))
        .map(([name, value]) => [spelledBySpec(name, isEmail), value])
    ),
    ...(Array.isArray(recipients) && { recipients: recipients.filter(isJsonObject).map(describeDevice) })
  }
}

function isKept(name: string, value: unknown): boolean {
  if (LEFT_OUT.has(name) || !isScalar(value)) return false
  return name !== 'content' || utf8Bytes(String(value)) <= MAXIMUM_CONTENT_BYTES
}

function spelledBySpec(name: string, isEmail: boolean): string {
  if (name === 'href') return 'link_url'
  return name === 'subject' && isEmail ? 'email_subject' : name
}

/** A device that a push message went to. */
const describeDevice = (device: Data): Data =>
  Object.fromEntries(
    ['device_id', 'device_platform', 'failure_message'].flatMap((name) =>
      isScalar(device[name]) ? [[name, device[name]]] : []
    )
  )

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)
