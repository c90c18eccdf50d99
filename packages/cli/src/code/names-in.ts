import type { Node } from '@babel/types'
import { walk } from './walk'

/** Every identifier that stands in a piece of syntax, imports and the names of properties aside. */
export function namesIn(root: Node): ReadonlySet<string> {
  const skipped = new Set<Node>()
  const names = new Set<string>()
  for (const node of walk(root)) {
    if (node.type === 'ImportDeclaration') for (const inside of walk(node)) skipped.add(inside)
    if ((node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') && !node.computed) {
      skipped.add(node.property)
    }
    if ((node.type === 'ObjectProperty' || node.type === 'ObjectMethod') && !node.computed && !isShorthand(node)) {
      skipped.add(node.key)
    }
    if (node.type === 'TSPropertySignature' || node.type === 'TSMethodSignature') skipped.add(node.key)
    if (node.type === 'Identifier' && !skipped.has(node)) names.add(node.name)
  }
  return names
}

const isShorthand = (node: Node): boolean => node.type === 'ObjectProperty' && node.shorthand
