/**
 * The spellings in which a completed order arrives. Segment goes by a regular expression, which FQL has not:
 * /^[ _]?completed[ _]?order[ _]?|^[ _]?order[ _]?completed[ _]?$/i of https://github.com/segmentio/analytics-events
 */
const ORDERS = ['Order Completed', 'Completed Order'].flatMap((name) => {
  const lower = name.toLowerCase()
  const spaced = [name, name.charAt(0) + lower.slice(1), lower, name.toUpperCase()]
  const camel = name.charAt(0).toLowerCase() + name.slice(1)
  return [
    ...spaced,
    ...spaced.map((spelling) => spelling.replace(' ', '_')),
    ...[...spaced, camel].map((spelling) => spelling.replace(' ', ''))
  ]
})

/** Events that tell of money which has not come in, is going back, or was told of before. */
const NOT_REVENUE = ['Checkout Started', 'Order Updated', 'Order Refunded', 'Order Cancelled']

const noneOf = (names: readonly string[]): string => names.map((name) => `event != "${name}"`).join(' and ')

/** FQL of the presets that share the track calls, so that each event goes to exactly one of those a user gets. */
export const subscriptions = {
  orders: `type = "track" and (${ORDERS.map((name) => `event = "${name}"`).join(' or ')})`,
  events: `type = "track" and ${noneOf(ORDERS)}`,
  revenue: [
    'type = "track"',
    'properties.revenue != null',
    'properties.currency != null',
    noneOf([...ORDERS, ...NOT_REVENUE])
  ].join(' and ')
}
