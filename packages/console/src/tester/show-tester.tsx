import { signal } from '@preact/signals'
import { render } from 'preact'
import type { PageAccess } from '../api/page-access'
import { createClient } from '../api/create-client'
import { listenToEvents } from '../api/listen-to-events'
import { App } from '../shell/app'
import type { Connection } from '../shell/connection'
import { readPlace, writePlace } from '../shell/place-in-address'
import { createTester } from './state/create-tester'
import { SubscriptionPicker } from './subscription/subscription-picker'
import { TesterView } from './tester-view'
import './tester.css'

const COMMAND = 'actions-cli serve'

/** The tester, of `actions-cli serve`. */
export function showTester({ base, token, fetch, later, element }: PageAccess): void {
  const connection = signal<Connection>('connecting')
  const tester = createTester({
    client: createClient({ base, token, fetch, command: COMMAND }),
    later,
    now: () => new Date(),
    onFailure: ({ failure }) => {
      if (failure === 'unauthorized') connection.value = 'unauthorized'
      if (failure === 'disconnected') connection.value = 'lost'
    },
    onPlace: (place) => writePlace(history, { ...place })
  })
  render(
    <App
      name="tester"
      command={COMMAND}
      tokenHint="each start has a new one"
      connection={connection}
      head={<SubscriptionPicker tester={tester} />}
    >
      <TesterView tester={tester} />
    </App>,
    element
  )
  void tester.start(readPlace(location))
  listenToEvents(`${base}changes?token=${encodeURIComponent(token)}`, {
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
    name: 'change',
    onEvent: () => void tester.reload()
  })
}
