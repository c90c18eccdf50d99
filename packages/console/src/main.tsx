import { signal } from '@preact/signals'
import { render } from 'preact'
import { createClient } from './api/create-client'
import { listenToChanges } from './api/listen-to-changes'
import { takeToken } from './api/session'
import { App } from './shell/app'
import type { Connection } from './shell/connection'
import { readPlace, writePlace } from './shell/place-in-address'
import { createTester } from './tester/state/create-tester'
import { SubscriptionPicker } from './tester/subscription/subscription-picker'
import { TesterView } from './tester/tester-view'
import './styles/tokens.css'
import './styles/base.css'
import './components/components.css'
import './shell/app.css'
import './tester/tester.css'

/** How long the page waits after the last key before it asks what becomes of what is written. */
const PAUSE_MILLISECONDS = 150

const API = 'api/'

const token = takeToken(location, history, sessionStorage)
const connection = signal<Connection>('connecting')
const tester = createTester({
  client: createClient({ base: API, token, fetch: (url, init) => fetch(url, init) }),
  later: (run) => {
    const timer = setTimeout(run, PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  },
  now: () => new Date(),
  onFailure: ({ failure }) => {
    if (failure === 'unauthorized') connection.value = 'unauthorized'
    if (failure === 'disconnected') connection.value = 'lost'
  },
  onPlace: (place) => writePlace(history, { ...place })
})

const page = document.getElementById('page')
if (page === null) throw new Error('The page has no place to be drawn in.')
render(
  <App connection={connection} head={<SubscriptionPicker tester={tester} />}>
    <TesterView tester={tester} />
  </App>,
  page
)

void tester.start(readPlace(location))

listenToChanges(`${API}changes?token=${encodeURIComponent(token)}`, {
  onOpen: () => {
    // After a break files may have changed unheard.
    if (connection.value === 'lost') void tester.reload()
    connection.value = 'connected'
  },
  onLost: () => {
    if (connection.value === 'unauthorized') return
    connection.value = 'lost'
    // Tells a server that has stopped from one that was started anew, which an EventSource does not.
    void tester.reload()
  },
  onChange: () => void tester.reload()
})
