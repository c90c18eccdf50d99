/**
 * A source with only the regions that are needed: `//#region name` … `//#else` … `//#endregion`, which may nest. Where a
 * region is left out, the commented lines behind its `//#else` take its place.
 */
export function keepRegions(source: string, needed: ReadonlySet<string>): string {
  const kept: string[] = []
  const open: { readonly isNeeded: boolean; isElse: boolean }[] = []
  for (const line of source.split('\n')) {
    const text = line.trim()
    const region = /^\/\/#region (\S+)$/.exec(text)?.[1]
    if (region !== undefined) open.push({ isNeeded: needed.has(region), isElse: false })
    else if (text === '//#endregion') open.pop()
    else if (text === '//#else') for (const innermost of open.slice(-1)) innermost.isElse = true
    else if (open.every(({ isNeeded, isElse }) => isNeeded !== isElse)) {
      kept.push(open.some(({ isElse: isReplaced }) => isReplaced) ? line.replace('// ', '') : line)
    }
  }
  return kept.join('\n')
}
