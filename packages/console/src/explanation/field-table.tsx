import { useSignal } from '@preact/signals'
import type { ExplainedField } from '@waybill/server/tester'
import { Button } from '../components/button'
import { Tag } from '../components/tag'
import type { Tone } from '../components/tag'
import { Value } from '../components/value'
import { count } from './verdict'

const TONES: Readonly<Record<ExplainedField['state'], Tone>> = {
  kept: 'good',
  coerced: 'calm',
  dropped: 'warn',
  invalid: 'bad',
  empty: 'none'
}

/** Every field of the action: what its mapping reads, what that gives, and what the action gets. */
export function FieldTable({ fields }: { readonly fields: readonly ExplainedField[] }) {
  const isWhole = useSignal(false)
  const empty = fields.filter(({ state }) => state === 'empty').length
  const shown = fields.filter(({ state }) => isWhole.value || state !== 'empty')
  return (
    <div class="stack">
      {shown.length > 0 && (
        <table class="fields">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">From the event</th>
              <th scope="col">To the action</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => (
              <Row key={field.key} field={field} />
            ))}
          </tbody>
        </table>
      )}
      {empty > 0 && (
        <div>
          <Button look="plain" onPress={() => void (isWhole.value = !isWhole.value)}>
            {isWhole.value ? 'Hide empty fields' : `Show ${count(empty, 'empty field')}`}
          </Button>
        </div>
      )}
    </div>
  )
}

function Row({ field }: { readonly field: ExplainedField }) {
  const { key, label, state, sources, problems } = field
  return (
    <tr class={`field field-${state}`}>
      <th scope="row">
        <code>{key}</code>
        {!isSameName(key, label) && <span class="soft small">{label}</span>}
      </th>
      <td>
        {sources.length === 0 && <span class="soft">a fixed value</span>}
        {sources.map(({ path, value }) => (
          <div key={path} class="source">
            <code class="soft">{path}</code>{' '}
            {value === undefined ? <span class="soft">–</span> : <Value value={value} />}
          </div>
        ))}
      </td>
      <td>
        <Tag tone={TONES[state]}>{state}</Tag> <Result field={field} />
        {problems.map((problem) => (
          <p key={problem} class={state === 'invalid' ? 'bad-text small' : 'warn-text small'}>
            {problem}
          </p>
        ))}
      </td>
    </tr>
  )
}

/** What the mapping gave and what the action gets, each only where it does not stand beside it already. */
function Result({ field: { state, sources, mapped, kept } }: { readonly field: ExplainedField }) {
  const isRead = (value: unknown): boolean => sources.some((source) => isSame(source.value, value))
  if (state === 'empty') return null
  if (state === 'kept') return isRead(kept) ? null : <Value value={kept} />
  if (state === 'coerced') {
    return (
      <>
        <Value value={mapped} /> <span aria-label="became">→</span> <Value value={kept} />
      </>
    )
  }
  return mapped === undefined || isRead(mapped) ? null : (
    <s>
      <Value value={mapped} />
    </s>
  )
}

/** Whether a label only repeats the key in other letters. */
const isSameName = (key: string, label: string): boolean => lettersOf(key) === lettersOf(label)

const lettersOf = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase()

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
