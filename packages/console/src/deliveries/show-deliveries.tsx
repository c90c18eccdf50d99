import { signal } from '@preact/signals'
import { render } from 'preact'
import { createOperationsClient } from '../api/create-operations-client'
import { listenToEvents } from '../api/listen-to-events'
import type { PageAccess } from '../api/page-access'
import { App } from '../shell/app'
import type { Connection } from '../shell/connection'
import { DeliveriesView } from './deliveries-view'
import { createDeliveries } from './state/create-deliveries'
import './deliveries.css'
import '../tester/tester.css'

const COMMAND = 'actions-cli run'

const TOKEN_HINT = 'its token is also in operations-token of the data folder, or operations.token of the configuration'

/** The view of a running service, of `actions-cli run`. */
export function showDeliveries({ base, token, fetch, later, element }: PageAccess): void {
  const connection = signal<Connection>('connecting')
  const deliveries = createDeliveries({
    client: createOperationsClient({ base, token, fetch, command: COMMAND }),
    later,
    onFailure: ({ failure }) => {
      if (failure === 'unauthorized') connection.value = 'unauthorized'
      if (failure === 'disconnected') connection.value = 'lost'
    }
  })
  render(
    <App name="deliveries" command={COMMAND} tokenHint={TOKEN_HINT} connection={connection} head={null}>
      <DeliveriesView deliveries={deliveries} />
    </App>,
    element
  )
  listenToEvents(`${base}stream?token=${encodeURIComponent(token)}`, {
    onOpen: () => {
      connection.value = 'connected'
      // What happened before, or during a break, was not heard.
      void deliveries.load()
    },
    onLost: () => {
      if (connection.value === 'unauthorized') return
      connection.value = 'lost'
      // Tells a service that has stopped from one that was started anew, which an EventSource does not.
      void deliveries.load()
    },
    onEvent: deliveries.hear
  })
}
