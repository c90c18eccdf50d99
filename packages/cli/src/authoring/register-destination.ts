import type { Names } from './names'

/**
 * The registry of the destinations package with one more: its import, its export and its place in the record, each in the
 * order of the alphabet.
 */
export function registerDestination(registry: string, { slug, identifier }: Names): string {
  const withImport = insertSorted(
    registry,
    /^import \{ \w+ \} from '\.\/.+'$/gm,
    `import { ${identifier} } from './${slug}'`
  )
  const withExport = withImport.replace(/^export \{([\w,\s]+)\}$/m, (_line, names: string) => {
    const all = [...names.split(',').map((name) => name.trim()), identifier]
    return `export { ${all.toSorted().join(', ')} }`
  })
  return insertSorted(withExport, /^ {2}\[\w+\.slug\]: \w+,?$/gm, `  [${identifier}.slug]: ${identifier},`).replace(
    /,\n\}\n$/,
    '\n}\n'
  )
}

/** A text with a line put among those of its kind. */
function insertSorted(text: string, kind: RegExp, line: string): string {
  const lines = Array.from(text.matchAll(kind))
  const next = lines.find(([other]) => other > line)
  if (next !== undefined) return `${text.slice(0, next.index)}${line}\n${text.slice(next.index)}`
  const last = lines.at(-1)
  if (last === undefined) return text
  const end = last.index + last[0].length
  const separator = kind.source.endsWith(',?$') && !last[0].endsWith(',') ? ',' : ''
  return `${text.slice(0, end)}${separator}\n${line}${text.slice(end)}`
}
