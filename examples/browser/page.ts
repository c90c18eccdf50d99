import { AnalyticsBrowser } from '@segment/analytics-next'
import { boomtrain } from '@waybill/browser-destinations/boomtrain'
import type { BoomtrainSettings } from '@waybill/browser-destinations/boomtrain'
import { customerio } from '@waybill/browser-destinations/customerio'
import type { CustomerioSettings } from '@waybill/browser-destinations/customerio'

interface PageSettings {
  readonly stubs: boolean
  readonly customerio?: CustomerioSettings
  readonly boomtrain?: BoomtrainSettings
}

interface Received {
  readonly call: string
  readonly bundled: readonly string[]
  readonly cloud: readonly { readonly destination: string; readonly made: string }[]
}

// Events go to the server of this page. With Segment as the source, this is what its settings hold.
const analytics = AnalyticsBrowser.load({
  writeKey: 'example',
  cdnSettings: {
    integrations: { 'Segment.io': { apiKey: 'example', apiHost: `${window.location.host}/v1`, protocol: 'http' } },
    metrics: { sampleRate: 0 }
  }
})

async function start(): Promise<void> {
  const settings = await readJson<PageSettings>('/settings.json')
  if (settings.stubs) await startStubs()
  window.addEventListener('vendor-call', (event) => {
    if (event instanceof CustomEvent) addTo('calls', String(event.detail))
  })
  say(settings.stubs ? 'Stubs stand in for the vendors’ libraries.' : 'This page loads the vendors’ own libraries.')
  on('identify', () => analytics.identify('ada', { email: 'ada@example.com', createdAt: new Date('2024-01-31') }))
  on('track', () => analytics.track('Signed Up', { plan: 'pro', trialEnds: '2030-01-31' }))
  on('view', () => analytics.page('Docs', 'Pricing'))
  on('group', () => analytics.group('acme', { name: 'Acme', seats: 3 }))
  offerConsent(settings)
}

/** Nothing is loaded before consent is given; then the destinations are, and what follows is theirs. */
function offerConsent(settings: PageSettings): void {
  let isGiven = false
  const button = on('consent', async () => {
    button.disabled = true
    if (isGiven) await analytics.deregister('Customer.io', 'Boomtrain')
    else await analytics.register(...pluginsOf(settings))
    isGiven = !isGiven
    button.textContent = isGiven ? 'Withdraw consent' : 'Give consent'
    button.disabled = false
  })
}

const pluginsOf = (settings: PageSettings) => [
  ...(settings.customerio ? [customerio(settings.customerio)] : []),
  ...(settings.boomtrain ? [boomtrain(settings.boomtrain)] : [])
]

/** The worker answers in the place of the vendors' hosts from the moment it controls the page. */
async function startStubs(): Promise<void> {
  const { serviceWorker } = navigator
  const isControlled = new Promise<void>((resolve) => {
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
  })
  await serviceWorker.register('/stub-worker.js')
  if (serviceWorker.controller === null) await isControlled
}

function on(id: string, act: () => Promise<unknown>): HTMLButtonElement {
  const button = document.querySelector<HTMLButtonElement>(`#${id}`)
  if (button === null) throw new Error(`The page has no button "${id}".`)
  button.addEventListener('click', () => {
    void act().then(showReceived)
  })
  button.disabled = false
  return button
}

async function showReceived(): Promise<void> {
  document.querySelector('#received')?.replaceChildren()
  for (const { call, bundled, cloud } of await readJson<readonly Received[]>('/received.json')) {
    const made = cloud.map((one) => `${one.destination} ${one.made}`).join('; ')
    addTo('received', `${call}, bundled: ${bundled.join(', ')}. In cloud mode: ${made}.`)
  }
}

const readJson = async <Content>(path: string): Promise<Content> => (await (await fetch(path)).json()) as Content

function say(sentence: string): void {
  document.querySelector('#mode')?.replaceChildren(sentence)
}

function addTo(list: string, line: string): void {
  const item = document.createElement('li')
  item.textContent = line
  document.querySelector(`#${list}`)?.append(item)
}

void start()
