/** Values by the time they are due, the earliest first. */
export interface DueHeap<Value> {
  readonly add: (dueAt: number, value: Value) => void
  readonly earliest: () => number | undefined
  /** Takes the earliest out if it is due. */
  readonly takeDue: (now: number) => Value | undefined
}

interface Node<Value> {
  readonly dueAt: number
  readonly value: Value
}

/** A binary heap: many users may wait for their retries at once. */
export function createDueHeap<Value>(): DueHeap<Value> {
  const nodes: Node<Value>[] = []
  return {
    add: (dueAt, value) => {
      nodes.push({ dueAt, value })
      rise(nodes.length - 1)
    },
    earliest: () => nodes[0]?.dueAt,
    takeDue: (now) => {
      const first = nodes[0]
      if (first === undefined || first.dueAt > now) return undefined
      const last = nodes.pop()
      if (nodes.length > 0 && last !== undefined) {
        nodes[0] = last
        sink()
      }
      return first.value
    }
  }

  function isBefore(first: number, second: number): boolean {
    return (nodes[first]?.dueAt ?? Infinity) < (nodes[second]?.dueAt ?? Infinity)
  }

  function swap(first: number, second: number): void {
    const one = nodes[first]
    const other = nodes[second]
    if (one === undefined || other === undefined) return
    nodes[first] = other
    nodes[second] = one
  }

  function rise(from: number): void {
    for (let index = from; index > 0;) {
      const parent = (index - 1) >> 1
      if (!isBefore(index, parent)) return
      swap(index, parent)
      index = parent
    }
  }

  function sink(): void {
    for (let index = 0; ;) {
      const left = 2 * index + 1
      const child = isBefore(left + 1, left) ? left + 1 : left
      if (!isBefore(child, index)) return
      swap(index, child)
      index = child
    }
  }
}
