import { useSignal } from '@preact/signals'
import type { ExplainedClause } from '@waybill/server/tester'
import { Button } from '../components/button'
import { Value } from '../components/value'
import { count } from './verdict'

const FEW = 6

/** The clauses of a filter, and which of them decide; of many, those that do not are folded. */
export function ClauseList({ clauses }: { readonly clauses: readonly ExplainedClause[] }) {
  const isWhole = useSignal(false)
  const all = once(clauses)
  const shown = isWhole.value || all.length <= FEW ? all : all.filter(({ isDecisive }) => isDecisive)
  return (
    <div class="stack-tight">
      <ul class="clauses" aria-label="Clauses of the filter">
        {shown.map((clause) => (
          <Clause key={clause.source} clause={clause} />
        ))}
      </ul>
      {(isWhole.value || shown.length < all.length) && all.length > FEW && (
        <div>
          <Button look="plain" onPress={() => void (isWhole.value = !isWhole.value)}>
            {isWhole.value ? 'Hide what does not decide' : `Show ${count(all.length - shown.length, 'more clause')}`}
          </Button>
        </div>
      )}
    </div>
  )
}

function Clause({ clause }: { readonly clause: ExplainedClause }) {
  const { source, isMatched, isDecisive, actual } = clause
  return (
    <li class={isDecisive ? 'clause clause-decides' : 'clause'}>
      <span class={isMatched ? 'mark good-text' : 'mark bad-text'} aria-hidden="true">
        {isMatched ? '✓' : '✗'}
      </span>
      <span class="visually-hidden">{isMatched ? 'holds:' : 'fails:'}</span>
      <code>{source}</code>
      <span class="soft small">
        event holds <Value value={actual} />
      </span>
      {isDecisive && <span class="tag">decides</span>}
    </li>
  )
}

/** An expression may repeat a clause; once is enough, and it decides when one of its places does. */
function once(clauses: readonly ExplainedClause[]): readonly ExplainedClause[] {
  const bySource = new Map<string, ExplainedClause>()
  for (const clause of clauses) {
    const last = bySource.get(clause.source)
    bySource.set(clause.source, { ...clause, isDecisive: clause.isDecisive || last?.isDecisive === true })
  }
  return [...bySource.values()]
}
