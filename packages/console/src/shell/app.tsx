import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Notice } from '../components/notice'
import type { Connection } from './connection'

export interface AppProps {
  /** The name of the view. */
  readonly name: string
  /** What serves the page, such as `actions-cli serve`. */
  readonly command: string
  /** What to know about the token, for whoever has another one: a part of a sentence. */
  readonly tokenHint: string
  readonly connection: ReadonlySignal<Connection>
  /** The controls of the view that stand in the head of the page. */
  readonly head: ComponentChildren
  readonly children: ComponentChildren
}

/** What every view stands in: the head of the page, and how the page stands with the server. */
export function App({ name, command, tokenHint, connection, head, children }: AppProps) {
  const state = connection.value
  return (
    <div class="app">
      <header class="app-head">
        <h1 class="brand">
          <Logo />
          Waybill <span class="soft">{name}</span>
        </h1>
        {state !== 'unauthorized' && head}
        <span class="spring" />
        <ConnectionState state={state} />
      </header>
      {state === 'lost' && (
        <Notice tone="warn" isUrgent>
          The server does not answer. Start {command} again; what you have written stays here meanwhile.
        </Notice>
      )}
      <main class="app-main">
        {state === 'unauthorized' ? <Unauthorized command={command} tokenHint={tokenHint} /> : children}
      </main>
    </div>
  )
}

const STATES = {
  connecting: { tone: 'none', text: 'connecting' },
  connected: { tone: 'good', text: 'connected' },
  lost: { tone: 'bad', text: 'disconnected' },
  unauthorized: { tone: 'bad', text: 'disconnected' }
} as const

function ConnectionState({ state }: { readonly state: Connection }) {
  const { tone, text } = STATES[state]
  return (
    <span class="connection" role="status">
      <span class={`dot dot-${tone}`} aria-hidden="true" />
      {text}
    </span>
  )
}

function Unauthorized({ command, tokenHint }: Pick<AppProps, 'command' | 'tokenHint'>) {
  return (
    <div class="empty">
      <Notice tone="warn" isUrgent>
        This page does not have the token of the server that runs now. Open the address that {command} has printed:{' '}
        {tokenHint}.
      </Notice>
    </div>
  )
}

function Logo() {
  return (
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
      <rect width="32" height="32" rx="7" class="logo-ground" />
      <path d="M6 10l4.5 13L16 12l5.5 11L26 10" class="logo-line" />
    </svg>
  )
}
