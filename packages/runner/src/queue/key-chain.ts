/**
 * Sequences of the messages of one key that wait behind the oldest of them which is under way, in order. Taking from the
 * front is cheap even if a million wait: a user who sends too much must not slow the others.
 */
export class KeyChain {
  readonly key: string
  #sequences: number[] = []
  #start = 0

  constructor(key: string) {
    this.key = key
  }

  get length(): number {
    return this.#sequences.length - this.#start
  }

  at(index: number): number | undefined {
    return this.#sequences[this.#start + index]
  }

  add(sequence: number): void {
    const sequences = this.#sequences
    const last = sequences.at(-1)
    if (this.length === 0) this.#restart(sequence)
    else if (last === undefined || last < sequence) sequences.push(sequence)
    else if (last !== sequence) this.#insert(sequence)
  }

  remove(sequence: number): void {
    if (this.at(0) === sequence) this.#start += 1
    else {
      const place = this.#find(sequence)
      if (this.#sequences[place] === sequence) this.#sequences.splice(place, 1)
    }
    if (this.#start > 64 && this.#start * 2 > this.#sequences.length) this.#trim()
  }

  /** Most chains never hold more than one: a list of exactly one is far smaller than one that was grown. */
  #restart(sequence: number): void {
    this.#sequences = [sequence]
    this.#start = 0
  }

  #trim(): void {
    this.#sequences = this.#sequences.slice(this.#start)
    this.#start = 0
  }

  #insert(sequence: number): void {
    const place = this.#find(sequence)
    if (this.#sequences[place] !== sequence) this.#sequences.splice(place, 0, sequence)
  }

  /** Where a sequence is, or would have to be put. */
  #find(sequence: number): number {
    let low = this.#start
    let high = this.#sequences.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sequences[middle] ?? Infinity) < sequence) low = middle + 1
      else high = middle
    }
    return low
  }
}
