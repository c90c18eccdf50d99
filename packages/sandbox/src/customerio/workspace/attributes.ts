import type { JsonRecord, JsonValue } from '../../json/json'
import { byteLength, isRecord, member } from '../../json/json'
import { limits } from '../limits'
import { removesAttribute } from '../operation'
import type { Person } from './workspace'

const preferences = 'cio_subscription_preferences'

/** Sets and removes attributes; says which did not fit under the limit on their number. */
export function changeAttributes(attributes: Map<string, JsonValue>, changes: JsonRecord): string[] {
  const refused: string[] = []
  for (const [key, value] of Object.entries(changes)) {
    if (removesAttribute(value)) attributes.delete(key)
    else if (attributes.has(key) || attributes.size < limits.attributes) attributes.set(key, value)
    else refused.push(key)
  }
  return refused
}

/** The size of all attributes together. */
export function totalBytes(attributes: ReadonlyMap<string, JsonValue>): number {
  return [...attributes].reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0)
}

/** Changes what a dated or undated identify call says about a person; says which attributes it could not change. */
export function changePerson(person: Person, changes: JsonRecord, timestamp: number | null): string[] {
  const current = Object.entries(changes).filter(([key]) => isCurrent(person, key, timestamp))
  const topics = current.filter(([key]) => key.startsWith(preferences))
  for (const [key, value] of topics) changeTopics(person, key, value)
  const others = current.filter(([key]) => !key.startsWith(preferences))
  return changeAttributes(person.attributes, Object.fromEntries(others))
}

// Only dated requests can be told to be late; an undated one says what is so now.
function isCurrent(person: Person, key: string, timestamp: number | null): boolean {
  const last = person.attributeTimes.get(key)
  if (timestamp === null) person.attributeTimes.delete(key)
  else if (last !== undefined && last > timestamp) return false
  else person.attributeTimes.set(key, timestamp)
  return true
}

function changeTopics(person: Person, key: string, value: JsonValue): void {
  if (key !== preferences) {
    changeTopic(person, key.slice(`${preferences}.topics.`.length), value)
    return
  }
  person.topics.clear()
  const topics = isRecord(value) ? member(value, 'topics') : undefined
  for (const [topic, choice] of Object.entries(isRecord(topics) ? topics : {})) changeTopic(person, topic, choice)
}

function changeTopic(person: Person, topic: string, choice: JsonValue): void {
  if (typeof choice === 'boolean') person.topics.set(topic, choice)
  else person.topics.delete(topic)
}

/** Reads the `unsubscribed` attribute the way Customer.io documents it. */
export function isUnsubscribed(value: JsonValue | undefined): boolean {
  return value === true || value === 1 || value === '1' || (typeof value === 'string' && value.toLowerCase() === 'true')
}
