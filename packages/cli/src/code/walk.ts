import type { Node } from '@babel/types'
import { isJsonObject } from '@waybill/kit'

/** Every node of a piece of syntax, a parent before its children. */
export function* walk(root: Node): Generator<Node> {
  yield root
  for (const [key, value] of Object.entries(root)) {
    if (key === 'loc' || key.endsWith('Comments')) continue
    for (const child of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (isNode(child)) yield* walk(child)
    }
  }
}

const isNode = (value: unknown): value is Node => isJsonObject(value) && typeof value['type'] === 'string'
