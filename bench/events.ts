import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkEvent } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'

/** The good events of `examples/events.jsonl`, as lines and parsed. */
export function exampleEvents(): { readonly lines: readonly string[]; readonly events: readonly SegmentEvent[] } {
  const lines: string[] = []
  const events: SegmentEvent[] = []
  for (const line of readFileSync(join(__dirname, '..', 'examples', 'events.jsonl'), 'utf8').split('\n')) {
    const checked = line.length < 32_768 ? checkEvent(parse(line)) : { ok: false as const }
    if (!checked.ok) continue
    lines.push(line)
    events.push(checked.event)
  }
  return { lines, events }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}
