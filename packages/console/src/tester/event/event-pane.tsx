import { useComputed, useSignal } from '@preact/signals'
import { Button } from '../../components/button'
import { CodeEditor } from '../../editor/code-editor'
import type { Mark } from '../../editor/code-editor'
import { mappingPaths } from '../../editor/event-paths'
import { jsonSpotAt } from '../../editor/json-spot'
import { suggestJson } from '../../editor/suggest-json'
import { eventHelp } from '../help/event-help'
import { appendEvent, formatJson, writeJson } from '../state/read-events'
import type { Tester } from '../state/create-tester'
import { sampleGroups } from './sample-list'
import type { Sample } from './sample-list'
import { SaveExample } from './save-example'

/** The event, or the list of events, that is tried. */
export function EventPane({ tester }: { readonly tester: Tester }) {
  const { eventText, document } = tester.workbench
  const marks = useComputed<readonly Mark[]>(() =>
    document.value.kind === 'mistake'
      ? [{ ...document.value.range, message: document.value.message, severity: 'error' }]
      : []
  )
  return (
    <section class="pane" aria-labelledby="event-title">
      <header class="pane-head">
        <h2 id="event-title">Event</h2>
        <span class="soft">{countOf(tester)}</span>
        <span class="spring" />
        <SaveExample tester={tester} />
      </header>
      <SamplePicker tester={tester} />
      <CodeEditor
        label="Event, as JSON; a list of events is a batch"
        language="json"
        text={() => eventText.value}
        onText={(text) => void (eventText.value = text)}
        onCursor={(offset) => followCursor(tester, offset)}
        marks={marks.value}
        suggest={(text, offset) => suggestJson(text, offset, (spot) => eventHelp(spot, surroundingsOf(tester)))}
      />
      <div class="pane-foot row no-wrap">
        <p class="spring" role="status">
          {document.value.kind === 'mistake' ? (
            <span class="bad-text">{document.value.message}</span>
          ) : (
            <span class="soft">Ctrl Space suggests; a list of events is a batch.</span>
          )}
        </p>
        <Button look="plain" onPress={() => void (eventText.value = formatJson(eventText.value))}>
          Format
        </Button>
      </div>
    </section>
  )
}

function countOf({ workbench: { document } }: Tester): string {
  if (document.value.kind === 'mistake' || !document.value.isList) return ''
  return `batch of ${document.value.events.length}`
}

/** In a batch, the event the cursor stands in is the one that is looked at. */
function followCursor({ workbench: { document, position, eventText } }: Tester, offset: number): void {
  if (document.peek().kind === 'mistake') return
  const [first] = jsonSpotAt(eventText.peek(), offset).path
  const events = document.peek()
  if (typeof first === 'number' && events.kind === 'events' && events.isList && first < events.events.length) {
    position.value = first
  }
}

function surroundingsOf({ catalogue, workbench: { detail, subscription } }: Tester) {
  const tried = subscription.tried.peek()
  const here = detail.peek()
  const mappings = typeof tried === 'string' ? (here?.presets ?? []) : tried
  const events = [...catalogue.samples.peek(), ...(here?.examples ?? [])].map(({ event }) => event.event)
  return {
    read: mappings.flatMap(({ mapping }) => mappingPaths(mapping)),
    integrationNames: here?.integrationNames ?? [],
    eventNames: [...new Set(events.filter((name) => name !== undefined))]
  }
}

function SamplePicker({ tester: { catalogue, workbench } }: { readonly tester: Tester }) {
  const chosen = useSignal('')
  const groups = sampleGroups(workbench.detail.value, catalogue.samples.value, workbench.subscription.choice.value)
  const sample = (): Sample | undefined => {
    const [group, index] = chosen.value.split('/').map(Number)
    return groups[group ?? 0]?.samples[index ?? 0]
  }
  const take = (write: (event: unknown) => string) => () => {
    const found = sample()
    if (found !== undefined) workbench.put(write(found.event))
  }
  return (
    <div class="row no-wrap">
      <select
        class="control"
        aria-label="Sample event"
        value={chosen.value}
        onChange={({ currentTarget }) => void (chosen.value = currentTarget.value)}
      >
        <option value="">Choose a sample…</option>
        {groups.map(({ title, samples }, group) => (
          <optgroup key={title} label={title}>
            {samples.map((entry, index) => (
              <option key={entry.title} value={`${group}/${index}`}>
                {entry.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <Button isDisabled={chosen.value === ''} onPress={take(writeJson)} title="Replaces what is in the editor">
        Use
      </Button>
      <Button
        isDisabled={chosen.value === ''}
        onPress={take((event) => appendEvent(workbench.eventText.value, event))}
        title="Adds it to what is in the editor, as a batch"
      >
        Add
      </Button>
    </div>
  )
}
