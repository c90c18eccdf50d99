import { decodeChoice, encodeChoice } from '../state/choice'
import type { Tester } from '../state/create-tester'

/** Chooses the destination, and what of it is tried. */
export function SubscriptionPicker({ tester }: { readonly tester: Tester }) {
  const { catalogue } = tester
  const list = catalogue.destinations.value
  return (
    <div class="pickers">
      <select
        class="control"
        aria-label="Destination"
        value={catalogue.slug.value ?? ''}
        disabled={list.kind !== 'loaded' || list.value.length === 0}
        onChange={({ currentTarget }) => void tester.chooseDestination(currentTarget.value)}
      >
        {list.kind === 'loaded' &&
          list.value.map(({ slug, name, problem }) => (
            <option key={slug} value={slug}>
              {problem === undefined ? name : `${name} (does not load)`}
            </option>
          ))}
      </select>
      <Choices tester={tester} />
    </div>
  )
}

function Choices({ tester: { workbench } }: { readonly tester: Tester }) {
  const detail = workbench.detail.value
  const { choice } = workbench.subscription
  const choose = (text: string) => {
    const next = detail && decodeChoice(text, detail)
    if (next !== undefined) workbench.choose(next)
  }
  return (
    <select
      class="control"
      aria-label="Preset or action"
      value={encodeChoice(choice.value)}
      disabled={detail === undefined}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      <option value="presets">All presets</option>
      <Group title="Presets" kind="preset" entries={(detail?.presets ?? []).map(({ name }) => [name, name])} />
      <Group title="Actions" kind="action" entries={(detail?.actions ?? []).map(({ name, title }) => [name, title])} />
      <Group
        title="Examples, with their event"
        kind="example"
        entries={(detail?.examples ?? []).map(({ title }) => [title, title])}
      />
    </select>
  )
}

interface GroupProps {
  readonly title: string
  readonly kind: 'preset' | 'action' | 'example'
  /** Names, each with its title. */
  readonly entries: readonly (readonly [string, string])[]
}

function Group({ title, kind, entries }: GroupProps) {
  if (entries.length === 0) return null
  return (
    <optgroup label={title}>
      {entries.map(([name, label]) => (
        <option key={name} value={encodeChoice({ kind, name })}>
          {label}
        </option>
      ))}
    </optgroup>
  )
}
