import {
  assemblePlan,
  checkSettings,
  compileSubscription,
  createRedactor,
  deletionSubscription,
  presetSubscriptions
} from '@waybill/kit'
import type { Destination, DestinationPlan, Redactor, Subscription, SubscriptionPlan } from '@waybill/kit'
import type { SettingProblem, SubscriptionProblem, Trial } from './contract'

/** What a trial is made of, as far as it is right. */
export interface CompiledTrial {
  readonly destination: Destination
  /** Checked and complete; empty while they have problems. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Knows the secrets also of settings that have problems. */
  readonly redactor: Redactor
  /** Those subscriptions that can be compiled. */
  readonly plans: readonly SubscriptionPlan[]
  readonly settingProblems: readonly SettingProblem[]
  readonly subscriptionProblems: readonly SubscriptionProblem[]
}

/** Checks settings and subscriptions, each on its own, so that one mistake hides nothing else. */
export function compileTrial(
  destination: Destination,
  trial: Pick<Trial, 'settings' | 'subscriptions'>
): CompiledTrial {
  const checked = checkSettings(destination.settings, trial.settings)
  const settings = checked.ok ? checked.settings : {}
  const plans: SubscriptionPlan[] = []
  const subscriptionProblems: SubscriptionProblem[] = []
  for (const [index, subscription] of (trial.subscriptions ?? defaultSubscriptions(destination)).entries()) {
    const compiled = compileSubscription(destination, subscription, settings)
    if (compiled.ok) plans.push(compiled.plan)
    else subscriptionProblems.push(...compiled.mistakes.map((mistake) => ({ subscription: index, ...mistake })))
  }
  return {
    destination,
    settings,
    redactor: createRedactor(destination.settings, trial.settings),
    plans,
    settingProblems: checked.ok
      ? []
      : checked.problems.map(({ path, message }) => ({ setting: /^[^.[]+/.exec(path)?.[0] ?? path, message })),
    subscriptionProblems
  }
}

function defaultSubscriptions(destination: Destination): readonly Subscription[] {
  const deletion = deletionSubscription(destination)
  return [...presetSubscriptions(destination), ...(deletion === undefined ? [] : [deletion])]
}

/** The plan of what can be compiled of a trial; only without problems it makes requests. */
export const planOf = ({ destination, settings, plans }: CompiledTrial): DestinationPlan =>
  assemblePlan({ destination, settings, subscriptions: plans })
