import { isEmail, isJsonObject } from '@waybill/kit'

type Data = { readonly [key: string]: unknown }

/** Whom a report is about, in Segment's terms. */
export interface ReportedPerson {
  readonly userId?: string
  /** The e-mail address of a person who has no ID: so Customer.io does it when it is a Segment source. */
  readonly anonymousId?: string
  readonly email?: string
}

/**
 * The person of a report; undefined when Customer.io knows neither an ID nor an e-mail address of theirs.
 *
 * @see https://docs.customer.io/integrations/data-out/connections/segment-legacy/
 */
export function reportedPerson(data: Data): ReportedPerson | undefined {
  const { identifiers } = data
  const email = emailOf(data)
  // `customer_id` is deprecated, and in newer workspaces no ID of the customer's at all: it counts only alone.
  const userId = isJsonObject(identifiers) ? identifier(identifiers['id']) : identifier(data['customer_id'])
  if (userId !== undefined) return { userId, ...(email !== undefined && { email }) }
  return email === undefined ? undefined : { anonymousId: email, email }
}

function emailOf({ identifiers, email_address, recipient }: Data): string | undefined {
  const known = isJsonObject(identifiers) ? identifiers['email'] : undefined
  return [known, email_address, recipient].find(isAddress)
}

const isAddress = (value: unknown): value is string => typeof value === 'string' && isEmail(value)

/** An ID is text; a number is one that was written without quotes. */
function identifier(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
