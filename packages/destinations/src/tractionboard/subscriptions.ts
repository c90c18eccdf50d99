/** Events that mean something special to Tractionboard: https://segment.com/docs/connections/destinations/catalog/tractionboard/ */
const SPECIAL = ['Payment Made', 'Refund Received', 'cancel', 'signup']

const called = (name: string): string => `type = "track" and event = "${name}"`

/** FQL of the presets that share a type of call, so that each event goes to exactly one of them. */
export const subscriptions = {
  visits: 'type = "page" or type = "screen"',
  logins: 'type = "identify" and context.personas.computation_key = null',
  properties: 'type = "identify" and context.personas.computation_key != null',
  payments: called('Payment Made'),
  refunds: called('Refund Received'),
  cancellations: called('cancel'),
  signups: called('signup'),
  events: ['type = "track"', ...SPECIAL.map((name) => `event != "${name}"`)].join(' and ')
}
