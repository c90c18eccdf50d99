import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One thing to measure: runs once and says how many microseconds an event took. */
export interface Contender {
  readonly name: string
  readonly run: () => Promise<number>
}

/** The median of interleaved rounds for each contender, so that a slow second of the machine falls on all of them alike. */
export async function measure(contenders: readonly Contender[], rounds: number): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  // The first rounds only warm up.
  for (let round = -2; round < rounds; round++) {
    for (const { name, run } of contenders) {
      const microseconds = await run()
      if (round >= 0) times.get(name)?.push(microseconds)
    }
  }
  return new Map(Array.from(times, ([name, list]) => [name, median(list)]))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((first, second) => first - second)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Writes results where they can be compared later; they are not committed. */
export function writeResults(name: string, results: unknown): void {
  const folder = join(__dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`)
}

/** A table in Markdown, which reads well on a terminal too. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)))
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
  return [lines[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.slice(1)].join('\n')
}
