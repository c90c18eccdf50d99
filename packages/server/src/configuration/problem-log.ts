import type { Path, PlacedProblem, YamlText } from './yaml-text'

/** Collects everything that is wrong with a configuration, with its places. */
export interface ProblemLog {
  readonly add: (path: Path, message: string) => void
  /** Something that works, and that nobody should want. */
  readonly warn: (path: Path, message: string) => void
  /** Nothing more is said about what stands at or in a path: what is wrong with it has been said. */
  readonly silence: (path: Path) => void
  readonly problems: () => readonly PlacedProblem[]
  readonly warnings: () => readonly PlacedProblem[]
}

interface Entry {
  readonly path: Path
  readonly message: string
}

/** Begins with what the text itself is warned of. */
export function createProblemLog({ placeOf, warnings: ofText }: Omit<YamlText, 'value'>): ProblemLog {
  const problems: Entry[] = []
  const warnings: Entry[] = []
  const silenced: Path[] = []
  const isSilenced = (path: Path): boolean =>
    silenced.some((prefix) => prefix.every((step, index) => String(step) === String(path[index])))
  const placed = (entries: readonly Entry[]): readonly PlacedProblem[] =>
    entries.map(({ path, message }) => ({ ...placeOf(path), message }))
  return {
    add: (path, message) => {
      if (!isSilenced(path)) problems.push({ path, message })
    },
    warn: (path, message) => {
      if (!isSilenced(path)) warnings.push({ path, message })
    },
    silence: (path) => void silenced.push(path),
    problems: () => inOrder(placed(problems)),
    warnings: () => inOrder([...ofText, ...placed(warnings)])
  }
}

/** As they stand in the text. */
const inOrder = (problems: readonly PlacedProblem[]): readonly PlacedProblem[] =>
  problems.toSorted((first, second) => first.line - second.line || first.column - second.column)
