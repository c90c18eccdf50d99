import type { Fault, Rule } from './fault'
import { createRandom } from './random'

/** The rules in force, asked once per request. */
export interface Mischief {
  readonly add: (rule: Rule) => void
  readonly clear: () => void
  /** The fault the request on this path is to suffer, if any; the oldest rule that applies wins. */
  readonly next: (path: string) => Fault | undefined
}

interface ActiveRule {
  readonly rule: Rule
  /** Tells whether the rule strikes now, and takes note that it was asked. */
  readonly strikes: () => boolean
  readonly isSpent: () => boolean
}

/** Keeps the rules of one vendor. */
export function createMischief(): Mischief {
  let active: ActiveRule[] = []
  return {
    add: (rule) => void active.push(activate(rule)),
    clear: () => void (active = []),
    next: (path) => {
      const struck = active.find(({ rule, strikes }) => path.startsWith(rule.path ?? '') && strikes())
      active = active.filter(({ isSpent }) => !isSpent())
      return struck?.rule.fault
    }
  }
}

function activate(rule: Rule): ActiveRule {
  const schedule = rule.schedule ?? { times: 1 }
  if ('probability' in schedule) {
    const random = createRandom(schedule.seed)
    return { rule, strikes: () => random() < schedule.probability, isSpent: () => false }
  }
  let left = schedule.times
  return { rule, strikes: () => left-- > 0, isSpent: () => left <= 0 }
}
