/** A file of snapshots as Jest 27 writes it, which is the one in Segment's repository. */
export const snapshotFile = (snapshots: Readonly<Record<string, unknown>>): string =>
  `// Jest Snapshot v1, https://goo.gl/fbAQLP\n${Object.entries(snapshots)
    .toSorted(([first], [second]) => first.localeCompare(second, 'en', { numeric: true }))
    .map(([name, value]) => `\nexports[\`${escaped(`${name} 1`)}\`] = \`\n${escaped(snapshotText(value, ''))}\n\`;\n`)
    .join('')}`

const escaped = (text: string): string => text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`)

/** A JSON value as Jest prints it: keys in the order of the alphabet, a type above each object and list. */
function snapshotText(value: unknown, indent: string): string {
  if (typeof value === 'string') return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
  const isList = Array.isArray(value)
  const inner = `${indent}  `
  const lines = isList
    ? value.map((entry) => `${inner}${snapshotText(entry, inner)},`)
    : Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .toSorted(([first], [second]) => (first < second ? -1 : 1))
        .map(([key, entry]) => `${inner}"${key.replaceAll(/["\\]/g, String.raw`\$&`)}": ${snapshotText(entry, inner)},`)
  const [open, close] = isList ? ['Array [', ']'] : ['Object {', '}']
  return lines.length === 0 ? open + close : `${open}\n${lines.join('\n')}\n${indent}${close}`
}
