import { isJsonObject } from '../../json'
import { resolverOf } from '../compiled'
import type { Compiled } from '../compiled'
import { describe } from '../describe'
import { beside, inside, mistake, within } from '../place'
import type { Place } from '../place'
import { compileText, isArray } from './directive'
import type { Directive } from './directive'
import { pathDirective } from './path-directive'

/**
 * `@arrayPath`: an array of the event, each item in a shape of its own. The shape sees its item only, never the event;
 * a lone object counts as an array of one.
 */
export const arrayPathDirective: Directive = (value, place) => {
  if (!isArray(value)) {
    return mistake(place, (where) => `${where} is ${describe(value)}; give it [path, shape of an item].`)
  }
  const [path, shape] = value
  if (!isJsonObject(shape) || Object.keys(shape).length === 0) return compileRoot(path, within(place, 0))
  return itemsOf(compileRoot(path, beside(place, 0)), place.compile(shape, inside(place, 1)))
}

const compileRoot = (path: unknown, place: Place): Compiled =>
  typeof path === 'string' ? pathDirective(path, place) : compileText(path, place)

const itemsOf = (root: Compiled, item: Compiled): Compiled => {
  const [resolveRoot, resolveItem] = [resolverOf(root), resolverOf(item)]
  return {
    kind: 'computed',
    paths: itemPaths(root, item),
    resolve: (source) => {
      const items = resolveRoot(source)
      if (typeof items !== 'object' || items === null) return items
      return Array.isArray(items) ? items.map((element: unknown) => resolveItem(element)) : [resolveItem(items)]
    }
  }
}

/** An item's paths as paths of the event: `$.products[].sku`. */
const itemPaths = (root: Compiled, item: Compiled): readonly string[] => {
  if (root.kind === 'constant') return []
  if (item.kind === 'constant' || item.paths.length === 0) return root.paths
  return root.paths.flatMap((rootPath) => item.paths.map((itemPath) => `${rootPath}[]${itemPath.slice(1)}`))
}
