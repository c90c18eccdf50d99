import { useSignal } from '@preact/signals'
import type { DestinationDetail, SettingProblem } from '@waybill/server/tester'
import { Button } from '../../components/button'
import { Choices } from '../../components/choices'
import { Notice } from '../../components/notice'
import type { Tester } from '../state/create-tester'
import { SettingControl } from './setting-control'

/** The settings of the destination: the sandbox's, made up, or the user's own. */
export function SettingsSection({ tester }: { readonly tester: Tester }) {
  const { workbench, preview, delivery } = tester
  const detail = workbench.detail.value
  const account = workbench.account.value
  const isUnfolded = useSignal(false)
  if (detail === undefined) return null
  const problems = preview.value.explained?.settingProblems ?? []
  // What is made up needs no attention; what the user has to fill in does.
  const isOpen = isUnfolded.value || account === 'vendor' || problems.length > 0
  return (
    <section class="section" aria-labelledby="settings-title">
      <div class="row">
        <h3 id="settings-title">Settings</h3>
        {problems.length > 0 && <span class="tag tone-bad">{problems.length} to correct</span>}
        <span class="spring" />
        <Choices
          label="Whose settings"
          name="account"
          value={account}
          options={[
            { value: 'sandbox', title: detail.sandbox === undefined ? 'Made up' : 'Sandbox' },
            { value: 'vendor', title: 'My own' }
          ]}
          onChange={(next) => {
            workbench.account.value = next
            delivery.authentication.value = { kind: 'idle' }
          }}
        />
      </div>
      {isOpen && <Form tester={tester} detail={detail} problems={problems} />}
      {account === 'sandbox' && problems.length === 0 && (
        <div class="row">
          <span class="soft small spring">
            Those of the {detail.sandbox ? 'sandbox’s account' : 'examples'}, made up.
          </span>
          <button
            type="button"
            class="button button-plain"
            aria-expanded={isOpen}
            onClick={() => void (isUnfolded.value = !isUnfolded.value)}
          >
            {isOpen ? 'Hide' : 'Show and edit'}
          </button>
        </div>
      )}
    </section>
  )
}

interface FormProps {
  readonly tester: Tester
  readonly detail: DestinationDetail
  readonly problems: readonly SettingProblem[]
}

function Form({ tester, detail, problems }: FormProps) {
  const { workbench } = tester
  const others = problems.filter(({ setting }) => !Object.hasOwn(detail.settings, setting))
  return (
    // A form, so that browsers know what the secrets belong to; it is never submitted.
    <form class="stack" autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <div class="settings">
        {Object.entries(detail.settings).map(([name, field]) => (
          <SettingControl
            key={`${detail.slug}/${workbench.account.value}/${name}`}
            name={name}
            field={field}
            value={workbench.settings.value[name]}
            problems={problems.filter(({ setting }) => setting === name).map(({ message }) => message)}
            onChange={(value) => workbench.changeSetting(name, value)}
          />
        ))}
      </div>
      {others.map(({ setting, message }) => (
        <Notice key={setting} tone="bad">
          {message}
        </Notice>
      ))}
      <div class="row">
        <AuthenticationTest tester={tester} />
      </div>
      <p class="soft small">Kept in this page’s memory only, and given to nobody but serve on this machine.</p>
    </form>
  )
}

function AuthenticationTest({ tester: { workbench, delivery } }: { readonly tester: Tester }) {
  const detail = workbench.detail.value
  const account = workbench.account.value
  const canAsk = detail?.authentication.testDocs !== undefined && (account === 'vendor' || detail.sandbox !== undefined)
  if (!canAsk) return null
  const { authentication, authenticate } = delivery
  return (
    <>
      <Button isDisabled={authentication.value.kind === 'asking'} onPress={() => void authenticate(account)}>
        {`Test at ${account === 'sandbox' ? 'the sandbox' : detail.name}`}
      </Button>
      <span role="status">
        <AuthenticationAnswer state={authentication.value} />
      </span>
    </>
  )
}

function AuthenticationAnswer({ state }: { readonly state: Tester['delivery']['authentication']['value'] }) {
  if (state.kind === 'asking') return <span class="soft">Asking…</span>
  if (state.kind === 'failed') return <span class="bad-text">{state.message}</span>
  if (state.kind === 'idle') return null
  const { answer } = state
  if (answer.kind === 'accepted') return <span class="tag tone-good">Accepted</span>
  if (answer.kind === 'untestable') return <span class="soft">The vendor documents no request that would tell.</span>
  const reasons = [...answer.settingProblems.map(({ message }) => message), ...(answer.reason ? [answer.reason] : [])]
  return <span class="bad-text">{reasons.join(' ')}</span>
}
