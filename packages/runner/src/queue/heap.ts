/** A binary heap: hands out the least of what was put in. */
export class Heap<T> {
  readonly #items: T[] = []
  readonly #isLess: (first: T, second: T) => boolean

  constructor(isLess: (first: T, second: T) => boolean) {
    this.#isLess = isLess
  }

  peek(): T | undefined {
    return this.#items[0]
  }

  push(item: T): void {
    const items = this.#items
    let place = items.push(item) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = items[parent]
      if (above === undefined || !this.#isLess(item, above)) break
      items[place] = above
      place = parent
    }
    items[place] = item
  }

  pop(): T | undefined {
    const items = this.#items
    const least = items[0]
    const last = items.pop()
    if (last !== undefined && items.length > 0) this.#sink(last)
    return least
  }

  #sink(item: T): void {
    const items = this.#items
    let place = 0
    for (;;) {
      const child = this.#lesserChild(place)
      const below = items[child]
      if (below === undefined || !this.#isLess(below, item)) break
      items[place] = below
      place = child
    }
    items[place] = item
  }

  #lesserChild(place: number): number {
    const left = 2 * place + 1
    const first = this.#items[left]
    const second = this.#items[left + 1]
    return first !== undefined && second !== undefined && this.#isLess(second, first) ? left + 1 : left
  }
}
