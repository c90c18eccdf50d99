/** What a key of an event means, and what stands under it. */
export interface EventKey {
  readonly type: 'string' | 'number' | 'boolean' | 'time' | 'object' | 'list'
  readonly info: string
  /** The values that Segment's spec names. */
  readonly values?: readonly string[]
  /** The keys of the object, or of each object of the list. */
  readonly keys?: Readonly<Record<string, EventKey>>
}

const text = (info: string, values?: readonly string[]): EventKey => ({
  type: 'string',
  info,
  ...(values !== undefined && { values })
})
const number = (info: string): EventKey => ({ type: 'number', info })
const time = (info: string): EventKey => ({ type: 'time', info })
const flag = (info: string): EventKey => ({ type: 'boolean', info })
const group = (info: string, keys: Readonly<Record<string, EventKey>>): EventKey => ({ type: 'object', info, keys })

const address = group('Postal address.', {
  city: text('City.'),
  country: text('Country.'),
  postalCode: text('Postal code.'),
  state: text('State or province.'),
  street: text('Street and number.')
})

/** @see https://segment.com/docs/connections/spec/identify/#traits and https://segment.com/docs/connections/spec/group/#traits */
const traits = {
  address,
  age: number('Age in years.'),
  avatar: text('URL of a picture.'),
  birthday: time('Day of birth.'),
  company: group('Where the user works.', {
    name: text('Name of the company.'),
    id: text('Your id of the company.'),
    industry: text('Industry.'),
    employee_count: number('How many people work there.'),
    plan: text('The plan it pays for.')
  }),
  createdAt: time('When the account was made.'),
  description: text('A sentence about the user.'),
  email: text('E-mail address.'),
  employees: text('How many people work in the group.'),
  firstName: text('First name.'),
  gender: text('Gender.'),
  id: text('Your id of the user or group.'),
  industry: text('Industry of the group.'),
  lastName: text('Last name.'),
  name: text('Full name, or name of the group.'),
  phone: text('Telephone number.'),
  plan: text('The plan that is paid for.'),
  title: text('Position in the company.'),
  username: text('User name, unique among yours.'),
  website: text('Web site.')
}

/** @see https://segment.com/docs/connections/spec/ecommerce/v2/ */
const product = {
  product_id: text('Your id of the product.'),
  sku: text('Stock keeping unit.'),
  name: text('Name of the product.'),
  category: text('Category of the product.'),
  brand: text('Brand.'),
  variant: text('Variant, such as a colour.'),
  price: number('Price of one.'),
  quantity: number('How many.'),
  coupon: text('Coupon of this product.'),
  position: number('Position in the list.'),
  url: text('URL of the product’s page.'),
  image_url: text('URL of a picture.')
}

/** @see https://segment.com/docs/connections/spec/track/#properties, page/#properties and ecommerce/v2/ */
const properties = {
  ...product,
  order_id: text('Your id of the order.'),
  checkout_id: text('Your id of the checkout.'),
  cart_id: text('Your id of the cart.'),
  affiliation: text('Shop that the order was made in.'),
  currency: text('Currency by ISO 4217.', ['USD', 'EUR', 'GBP']),
  discount: number('Discount on the whole order.'),
  list_id: text('Your id of the product list.'),
  path: text('Path of the page.'),
  products: { type: 'list', info: 'The products.', keys: product } satisfies EventKey,
  query: text('What was searched for.'),
  referrer: text('Where the user came from.'),
  revenue: number('Money earned, shipping and tax left out.'),
  search: text('Query of the page’s URL.'),
  shipping: number('Cost of shipping.'),
  subtotal: number('Total after discounts, before shipping and tax.'),
  tax: number('Tax.'),
  title: text('Title of the page.'),
  total: number('Total with shipping and tax.'),
  value: number('What the event is worth.')
}

/** @see https://segment.com/docs/connections/spec/common/#context */
const context = {
  active: flag('Whether the user was there when the call was made.'),
  app: group('The app.', {
    name: text('Name.'),
    version: text('Version.'),
    build: text('Build.'),
    namespace: text('Package name.')
  }),
  campaign: group('The campaign that brought the user.', {
    name: text('utm_campaign.'),
    source: text('utm_source.'),
    medium: text('utm_medium.'),
    term: text('utm_term.'),
    content: text('utm_content.')
  }),
  device: group('The device.', {
    id: text('Id of the device.'),
    advertisingId: text('Advertising id.'),
    adTrackingEnabled: flag('Whether tracking for advertisements is allowed.'),
    manufacturer: text('Manufacturer.'),
    model: text('Model.'),
    name: text('Name.'),
    type: text('Kind of device.', ['ios', 'android']),
    version: text('Version.'),
    token: text('Token for push messages.')
  }),
  groupId: text('The group the user belongs to.'),
  ip: text('IP address of the user.'),
  library: group('What made the call.', { name: text('Name.'), version: text('Version.') }),
  locale: text('Language and country, such as en-US.'),
  location: group('Where the user is.', {
    city: text('City.'),
    country: text('Country.'),
    latitude: number('Latitude.'),
    longitude: number('Longitude.'),
    region: text('Region.'),
    speed: number('Speed.')
  }),
  network: group('The network.', {
    bluetooth: flag('Bluetooth is on.'),
    carrier: text('Carrier.'),
    cellular: flag('Cellular is on.'),
    wifi: flag('Wi-Fi is on.')
  }),
  os: group('The operating system.', { name: text('Name.'), version: text('Version.') }),
  page: group('The page the user is on.', {
    path: text('Path.'),
    referrer: text('Where the user came from.'),
    search: text('Query of the URL.'),
    title: text('Title.'),
    url: text('URL.')
  }),
  referrer: group('What referred the user.', {
    id: text('Its id.'),
    type: text('Its kind.'),
    name: text('Its name.'),
    url: text('Its URL.')
  }),
  screen: group('The screen.', {
    density: number('Density.'),
    height: number('Height in points.'),
    width: number('Width in points.')
  }),
  timezone: text('Time zone, such as Europe/Lisbon.'),
  traits: group('Traits of the user that the call carries along.', traits),
  userAgent: text('User agent of the browser.')
}

/** The keys of an event. @see https://segment.com/docs/connections/spec/common/ */
export const eventKeys: Readonly<Record<string, EventKey>> = {
  type: text('The call.', ['track', 'identify', 'page', 'screen', 'group', 'alias', 'delete']),
  event: text('track: what the user did, such as Order Completed.'),
  name: text('page, screen: its name.'),
  userId: text('Your id of the user.'),
  anonymousId: text('Id of a user who is not known yet.'),
  groupId: text('group: your id of the group.'),
  previousId: text('alias: the id the user had before.'),
  properties: group('track, page, screen: what is to be said about it.', properties),
  traits: group('identify, group: what is known about the user or group.', traits),
  context: group('What surrounded the call.', context),
  integrations: group('Switches destinations on or off for this event.', {
    All: flag('All destinations that are not named.')
  }),
  messageId: text('Unique id of this event.'),
  timestamp: time('When it happened, by ISO 8601.'),
  sentAt: time('When the client sent it.'),
  receivedAt: time('When the server received it.')
}
