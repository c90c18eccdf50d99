import type { Analytics } from '@segment/analytics-next'
import { isEmail } from '../values/is-email'
import { idOf } from '../values/properties'
import type { CustomerioClient } from './client'

/**
 * Tells the developer once what Segment's documents tell whoever misses events: from the browser, Customer.io knows only
 * people who are identified with both. The call is made all the same, since Customer.io connects what an anonymous
 * visitor did with who they turn out to be.
 *
 * @see https://segment.com/docs/connections/destinations/catalog/customer-io/#no-events-in-customerio-from-the-browser
 */
export function explainIdentification({ tell }: CustomerioClient, analytics: Analytics): void {
  const userId = idOf(analytics.user().id())
  const email: unknown = analytics.user().traits()?.['email']
  if (userId !== undefined && (isEmail(email) || isEmail(userId))) return
  tell(
    'identification',
    'the visitor must be identified with both a userId and an email before events from the browser appear under a ' +
      'person. Call analytics.identify(userId, { email }); the email address may also be the userId.'
  )
}
