import { useSignal } from '@preact/signals'
import { Button } from '../components/button'
import { Notice } from '../components/notice'
import { panelId, tabId, Tabs } from '../components/tabs'
import { DeliveryPanel } from './delivery/delivery-panel'
import { HistoryPanel } from './delivery/history-panel'
import { SendBar } from './delivery/send-bar'
import { EventPane } from './event/event-pane'
import { PreviewPanel } from './preview/preview-panel'
import { overallVerdict } from '../explanation/verdict'
import { SettingsSection } from './settings/settings-section'
import type { Tester } from './state/create-tester'
import { SubscriptionSection } from './subscription/subscription-section'

const PANES = [
  { name: 'event', title: 'Event' },
  { name: 'setup', title: 'Settings & mapping' },
  { name: 'result', title: 'Result' }
] as const

type Pane = (typeof PANES)[number]['name']

const RESULTS = [
  { name: 'preview', title: 'Preview' },
  { name: 'delivery', title: 'Delivery' },
  { name: 'history', title: 'History' }
] as const

type Result = (typeof RESULTS)[number]['name']

/** The tester: an event, what it is mapped by, and what becomes of it. Where there is no room for three panes, one shows. */
export function TesterView({ tester }: { readonly tester: Tester }) {
  const pane = useSignal<Pane>('event')
  const result = useSignal<Result>('preview')
  const show = (name: Result) => {
    result.value = name
    pane.value = 'result'
  }
  const list = tester.catalogue.destinations.value
  if (list.kind === 'failed') return <Failure message={list.message} onRetry={() => void tester.start({})} />
  if (list.kind === 'loading') return <p class="empty">Loading destinations…</p>
  if (list.value.length === 0) return <p class="empty">No destination is served here; make one with actions-cli new.</p>
  return (
    <div class="tester" data-pane={pane.value}>
      <PaneTabs tester={tester} selected={pane.value} onSelect={(name) => void (pane.value = name)} />
      <div class="pane-event">
        <EventPane tester={tester} />
      </div>
      <div class="pane-setup">
        <Setup tester={tester} />
      </div>
      <div class="pane-result">
        <section class="pane" aria-label="Result">
          <header class="pane-head">
            <Tabs
              label="Results"
              tabs={RESULTS}
              selected={result.value}
              onSelect={(name) => void (result.value = name)}
            />
            <span class="spring" />
            <SendBar tester={tester} onSend={() => show('delivery')} />
          </header>
          <div class="pane-body" role="tabpanel" id={panelId(result.value)} aria-labelledby={tabId(result.value)}>
            <ResultPanel tester={tester} result={result.value} onShow={show} />
          </div>
        </section>
      </div>
    </div>
  )
}

interface PaneTabsProps {
  readonly tester: Tester
  readonly selected: Pane
  readonly onSelect: (pane: Pane) => void
}

/** Chooses the pane where only one fits. */
function PaneTabs({ tester, selected, onSelect }: PaneTabsProps) {
  return (
    <nav class="pane-tabs" aria-label="Panes">
      {PANES.map(({ name, title }) => (
        <button key={name} type="button" class="tab" aria-pressed={name === selected} onClick={() => onSelect(name)}>
          {title}
          {name === 'result' && <VerdictDot tester={tester} />}
        </button>
      ))}
    </nav>
  )
}

/** How things stand, for who sees another pane. */
function VerdictDot({ tester }: { readonly tester: Tester }) {
  const { explained } = tester.preview.value
  if (explained === undefined) return null
  const { tone, text } = overallVerdict(explained)
  return (
    <>
      <span class={`dot dot-${tone}`} aria-hidden="true" />
      <span class="visually-hidden">{text}</span>
    </>
  )
}

interface ResultPanelProps {
  readonly tester: Tester
  readonly result: Result
  readonly onShow: (result: Result) => void
}

function ResultPanel({ tester, result, onShow }: ResultPanelProps) {
  if (result === 'preview') return <PreviewPanel tester={tester} />
  if (result === 'delivery') return <DeliveryPanel tester={tester} />
  const showEntry: Parameters<typeof HistoryPanel>[0]['onShow'] = (answer) => {
    tester.delivery.sending.value = { kind: 'answered', answer }
    onShow('delivery')
  }
  return <HistoryPanel tester={tester} onShow={showEntry} />
}

function Setup({ tester }: { readonly tester: Tester }) {
  const { detail, slug, destinations } = tester.catalogue
  const list = destinations.value
  const problem = list.kind === 'loaded' ? list.value.find((one) => one.slug === slug.value)?.problem : undefined
  return (
    <section class="pane" aria-label="Settings and mapping">
      {problem !== undefined && (
        <Notice tone="bad" isUrgent>
          {problem}
        </Notice>
      )}
      {detail.value.kind === 'loading' && <p class="empty">Loading the definition…</p>}
      {detail.value.kind === 'failed' && problem === undefined && (
        <Failure message={detail.value.message} onRetry={() => void tester.reload()} />
      )}
      {detail.value.kind === 'loaded' && (
        <>
          <SettingsSection tester={tester} />
          <SubscriptionSection tester={tester} />
        </>
      )}
    </section>
  )
}

function Failure({ message, onRetry }: { readonly message: string; readonly onRetry: () => void }) {
  return (
    <div class="empty">
      <Notice tone="bad" isUrgent>
        {message}
      </Notice>
      <Button onPress={onRetry}>Try again</Button>
    </div>
  )
}
