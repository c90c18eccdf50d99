import type { SettingField } from '@waybill/server/tester'
import { isSecret, readSetting, writeSetting } from '../state/setting-values'

export interface SettingControlProps {
  readonly name: string
  readonly field: SettingField
  readonly value: unknown
  readonly problems: readonly string[]
  readonly onChange: (value: unknown) => void
}

/** One setting of a destination, as its definition describes it. */
export function SettingControl(props: SettingControlProps) {
  const { name, field, problems } = props
  const id = `setting-${name}`
  return (
    <div class="setting">
      <label for={id}>
        {field.label}
        {field.required === true && <span class="soft"> (required)</span>}
      </label>
      <Control {...props} id={id} />
      <p class="soft small" id={`${id}-about`}>
        {field.description}
      </p>
      {problems.map((problem) => (
        <p key={problem} class="bad-text small">
          {problem}
        </p>
      ))}
    </div>
  )
}

function Control({ id, field, value, problems, onChange }: SettingControlProps & { readonly id: string }) {
  const common = {
    id,
    class: 'control',
    'aria-describedby': `${id}-about`,
    'aria-invalid': problems.length > 0
  }
  const text = writeSetting(value)
  const onText = ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
    onChange(readSetting(field, currentTarget.value))
  if (field.type === 'boolean') {
    const onCheck = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => onChange(currentTarget.checked)
    return <input {...common} class="check" type="checkbox" checked={value === true} onChange={onCheck} />
  }
  if (field.choices !== undefined && field.multiple !== true) return <Choice {...{ common, field, value, onChange }} />
  if (field.multiple === true) return <textarea {...common} rows={3} value={text} onInput={onText} />
  if (isSecret(field)) return <input {...common} {...SECRET} value={text} onInput={onText} />
  return <input {...common} type="text" autocomplete="off" spellcheck={false} value={text} onInput={onText} />
}

/** The browser shows dots, and neither offers to save it nor to fill one in. */
const SECRET = { type: 'password', autocomplete: 'new-password', 'data-1p-ignore': 'true' } as const

interface ChoiceProps extends Pick<SettingControlProps, 'field' | 'value' | 'onChange'> {
  readonly common: object
}

function Choice({ common, field, value, onChange }: ChoiceProps) {
  const choices = (field.choices ?? []).map((choice) =>
    typeof choice === 'string' ? { label: choice, value: choice } : choice
  )
  const index = choices.findIndex((choice) => choice.value === value)
  return (
    <select
      {...common}
      value={String(index)}
      onChange={({ currentTarget }) => onChange(choices[Number(currentTarget.value)]?.value)}
    >
      <option value="-1">–</option>
      {choices.map((choice, position) => (
        <option key={choice.label} value={String(position)}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
