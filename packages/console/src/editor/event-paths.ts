/** One place in an event that holds something. */
export interface EventPath {
  /** Without `$.`, as in `properties.products[0].price`. */
  readonly path: string
  readonly value: unknown
}

const MAXIMUM = 300

/** Every place of an event, whole objects and lists as well as what they hold, up to 300. */
export function eventPaths(event: unknown): readonly EventPath[] {
  const found: EventPath[] = []
  walk(event, '', found)
  return found
}

function walk(value: unknown, path: string, found: EventPath[]): void {
  if (found.length >= MAXIMUM) return
  if (path !== '') found.push({ path, value })
  if (Array.isArray(value)) for (const [index, member] of value.entries()) walk(member, `${path}[${index}]`, found)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) walk(member, path === '' ? key : `${path}.${key}`, found)
  }
}

/** The paths a mapping reads, without `$.`: those of its `@path` directives and of its templates. */
export function mappingPaths(mapping: unknown): readonly string[] {
  const found = new Set<string>()
  collect(mapping, found)
  return [...found]
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) {
    if (key === '@path' && typeof member === 'string') found.add(member.replace(/^\$\.?/, ''))
    else if (key === '@template' && typeof member === 'string') {
      for (const [, path = ''] of member.matchAll(/\{\{\{?\s*([\w.$[\]]+)/g)) found.add(path.replace(/^\$\.?/, ''))
    } else collect(member, found)
  }
}
