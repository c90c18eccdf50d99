import type { DestinationDetail } from '@waybill/server/tester'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { CodeEditor } from '../../editor/code-editor'
import { eventPaths } from '../../editor/event-paths'
import { suggestFql } from '../../editor/suggest-fql'
import { suggestJson } from '../../editor/suggest-json'
import { mappingHelp } from '../help/mapping-help'
import type { Draft } from '../state/choice'
import type { Tester } from '../state/create-tester'
import { filterMarks, mappingMarks } from './subscription-marks'

/** The subscription that is tried, to be edited; or the presets that are. */
export function SubscriptionSection({ tester }: { readonly tester: Tester }) {
  const { detail, subscription } = tester.workbench
  if (detail.value === undefined) return null
  const draft = subscription.draft.value
  return draft === undefined ? (
    <Presets tester={tester} detail={detail.value} />
  ) : (
    <Editors tester={tester} detail={detail.value} draft={draft} />
  )
}

function Presets({ tester, detail }: { readonly tester: Tester; readonly detail: DestinationDetail }) {
  return (
    <section class="section" aria-labelledby="presets-title">
      <h3 id="presets-title">Presets</h3>
      <p class="soft">All presets that are on by default are tried. Choose one to edit its filter and mapping.</p>
      <ul class="presets">
        {detail.presets.map(({ name, partnerAction, subscribe, optional }) => (
          <li key={name}>
            <Button look="plain" onPress={() => tester.workbench.choose({ kind: 'preset', name })}>
              {name}
            </Button>
            <span class="soft small">
              {partnerAction}
              {optional && ', off by default'}
            </span>
            <code>{subscribe}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface EditorsProps {
  readonly tester: Tester
  readonly detail: DestinationDetail
  readonly draft: Draft
}

function Editors({ tester, detail, draft }: EditorsProps) {
  const { subscription } = tester.workbench
  const action = detail.actions.find(({ name }) => name === draft.partnerAction)
  const problems = tester.preview.value.explained?.subscriptionProblems ?? []
  return (
    <section class="section section-grows" aria-labelledby="subscription-title">
      <div class="row">
        <h3 id="subscription-title">{draft.name}</h3>
        {action !== undefined && action.title !== draft.name && <span class="tag">{action.title}</span>}
        {subscription.isChanged.value && <span class="tag tone-calm">edited</span>}
        <span class="spring" />
        {subscription.isChanged.value && (
          <Button look="plain" onPress={subscription.reset}>
            Undo edits
          </Button>
        )}
      </div>
      <p class="soft">{action?.description}</p>
      {problems
        .filter(({ part }) => part === 'action')
        .map(({ message }) => (
          <Notice key={message} tone="bad">
            {message}
          </Notice>
        ))}
      <FilterEditor tester={tester} text={draft.subscribe} />
      <MappingEditor tester={tester} text={draft.mapping} fields={action?.fields ?? {}} />
    </section>
  )
}

interface FilterEditorProps {
  readonly tester: Tester
  readonly text: string
}

function FilterEditor({ tester, text }: FilterEditorProps) {
  const marks = filterMarks(text, currentProblems(tester))
  return (
    <div class="stack-tight">
      <h4>Filter (FQL)</h4>
      <CodeEditor
        label="Filter, in FQL"
        language="fql"
        text={() => tester.workbench.subscription.draft.value?.subscribe ?? ''}
        onText={(subscribe) => tester.workbench.subscription.edit({ subscribe })}
        marks={marks}
        placeholder='type = "track"'
        suggest={(written, offset) => suggestFql(written, offset, vocabularyOf(tester))}
      />
      {marks.map(({ message }) => (
        <p key={message} class="bad-text small">
          {message}
        </p>
      ))}
    </div>
  )
}

interface MappingEditorProps extends FilterEditorProps {
  readonly fields: Parameters<typeof mappingHelp>[1]['fields']
}

function MappingEditor({ tester, text, fields }: MappingEditorProps) {
  const marks = mappingMarks(text, currentProblems(tester), currentFields(tester))
  const errors = marks.filter(({ severity }) => severity === 'error')
  return (
    <div class="stack-tight grows">
      <h4>Mapping</h4>
      <CodeEditor
        label="Mapping, as JSON"
        language="json"
        text={() => tester.workbench.subscription.draft.value?.mapping ?? ''}
        onText={(mapping) => tester.workbench.subscription.edit({ mapping })}
        marks={marks}
        suggest={(written, offset) =>
          suggestJson(written, offset, (spot) => mappingHelp(spot, { fields, paths: currentPaths(tester) }))
        }
      />
      {errors.map(({ message }) => (
        <p key={message} class="bad-text small">
          {message}
        </p>
      ))}
    </div>
  )
}

/** Problems of what is written right now; those of a text that has changed since would stand at wrong places. */
const currentProblems = ({ preview }: Tester) =>
  preview.value.isStale ? [] : (preview.value.explained?.subscriptionProblems ?? [])

function currentFields({ preview, workbench }: Tester) {
  const event = preview.value.isStale ? undefined : preview.value.explained?.events[workbench.position.value]
  return event?.kind === 'explained' ? (event.subscriptions[0]?.fields ?? []) : []
}

function currentPaths({ workbench: { document, position } }: Tester) {
  const current = document.peek()
  return current.kind === 'events' ? eventPaths(current.events[position.peek()]) : []
}

function vocabularyOf(tester: Tester) {
  const { samples } = tester.catalogue
  const examples = tester.workbench.detail.peek()?.examples ?? []
  const names = [...examples, ...samples.peek()].flatMap(({ event }) =>
    event.event === undefined ? [] : [event.event]
  )
  return { paths: currentPaths(tester), eventNames: [...new Set(names)] }
}
