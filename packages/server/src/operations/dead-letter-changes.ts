import { orderingKey } from '@waybill/runner'
import type { SegmentEvent } from '@waybill/kit'
import type { Clock, DeadLetter, QueueStore } from '@waybill/runner'
import { findDeadLetter } from './find-dead-letters'
import { editedId } from './repeat-id'
import type { Returned } from './tell-returned'

/**
 * All that changes dead letters, one change after the other: two people or a job that mean the same dead letter at the same
 * moment do not both get it. It is enough to do so here, since one process owns the store.
 */
export interface DeadLetterChanges {
  /** Says how many of them were still there. */
  readonly putBack: (letters: readonly DeadLetter[]) => Promise<number>
  /** Says how many of them were still there. */
  readonly drop: (letters: readonly DeadLetter[]) => Promise<number>
  /**
   * Puts an edited event into the lane in place of a dead letter, and says under which id; undefined, and nothing is put
   * there, when the dead letter is gone.
   *
   * Should the process end in between, the dead letter is still there and its edit is sent: who then edits it again sends
   * both, under two ids.
   */
  readonly replace: (letter: DeadLetter, event: SegmentEvent) => Promise<string | undefined>
}

export interface DeadLetterChangesOptions {
  readonly store: Pick<QueueStore, 'append' | 'deadLetters' | 'dropDeadLetters' | 'returnDeadLetters'>
  readonly clock: Clock
  /** Is told what is in its lane again, or in its place. */
  readonly returned: (returned: readonly Returned[]) => void
}

export function createDeadLetterChanges({ store, clock, returned }: DeadLetterChangesOptions): DeadLetterChanges {
  let changing: Promise<unknown> = Promise.resolve()
  return {
    putBack: (letters) => inTurn(() => putBack(letters)),
    drop: (letters) => inTurn(() => store.dropDeadLetters(letters)),
    replace: (letter, event) => inTurn(() => replace(letter, event))
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = changing.then(work)
    changing = done.catch(() => undefined)
    return done
  }

  async function putBack(letters: readonly DeadLetter[]): Promise<number> {
    const count = await store.returnDeadLetters(letters, clock.now())
    // Should some have gone since they were looked up, it is not known which: nearly always it is none.
    returned(letters.slice(0, count))
    return count
  }

  async function replace(letter: DeadLetter, event: SegmentEvent): Promise<string | undefined> {
    if ((await findDeadLetter(store, letter.position)) === undefined) return undefined
    let id = editedId(letter.id)
    // The lane may know an id already: who sends events chooses their ids, too.
    while (!(await isAppended(letter, id, event))) id = editedId(id)
    await store.dropDeadLetters([letter])
    returned([{ ...letter, body: JSON.stringify(event) }])
    return id
  }

  async function isAppended({ lane, delivered }: DeadLetter, id: string, event: SegmentEvent): Promise<boolean> {
    const [key, body] = [orderingKey(event, id), JSON.stringify(event)]
    const repeated = await store.append([{ lane, id, key, body, acceptedAt: clock.now(), delivered }])
    return repeated.length === 0
  }
}
