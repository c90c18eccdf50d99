import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { isJsonObject } from '@waybill/kit'
import type { DeletionEnded, DeletionRecord, DeletionRequested } from './deletion-record'

/** A deletion request with what is known of it. */
export interface Deletion {
  /** What it is known by in the queue. */
  readonly id: string
  /** What whoever asked calls it. */
  readonly messageId: string
  readonly userId: string | null
  readonly anonymousId: string | null
  /** Null when only what became of it is on record. */
  readonly requestedAt: number | null
  readonly source: string | null
  /** Its last outcome at each instance and subscription. */
  readonly ended: readonly DeletionEnded[]
  /** Instances that were asked, and of which nothing is known yet. */
  readonly waiting: readonly string[]
}

export interface DeletionWish {
  /** The ID of the person, known or anonymous. @default all */
  readonly user?: string
}

/** The deletions on record, oldest first; none when there is no file. A line that a crash left unfinished is passed over. */
export async function readDeletions(path: string, { user }: DeletionWish = {}): Promise<readonly Deletion[]> {
  const found = new Map<string, { requested?: DeletionRequested; readonly ended: Map<string, DeletionEnded> }>()
  for await (const record of readRecords(path)) {
    if (user !== undefined && record.userId !== user && record.anonymousId !== user) continue
    const key = keyOf(record)
    const known = found.get(key) ?? { ended: new Map<string, DeletionEnded>() }
    found.set(key, known)
    if (record.kind === 'requested') known.requested = joined(known.requested, record)
    else known.ended.set(`${record.instance}\n${record.subscription ?? ''}`, latest(known.ended, record))
  }
  return Array.from(found.values(), ({ requested, ended }) => describe(requested, [...ended.values()]))
}

/** No proof about one person may ever count for another. */
const keyOf = ({ id, userId, anonymousId }: DeletionRecord): string => JSON.stringify([id, userId, anonymousId])

/** A request that came again may have come to other instances. */
const joined = (first: DeletionRequested | undefined, again: DeletionRequested): DeletionRequested =>
  first === undefined ? again : { ...first, instances: [...new Set([...first.instances, ...again.instances])] }

/** What a process saw itself says more than what the ledger told a later one. */
function latest(ended: ReadonlyMap<string, DeletionEnded>, record: DeletionEnded): DeletionEnded {
  const known = ended.get(`${record.instance}\n${record.subscription ?? ''}`)
  const isSame = known?.outcome === record.outcome && known.request !== null && record.request === null
  return isSame ? known : record
}

function describe(requested: DeletionRequested | undefined, ended: readonly DeletionEnded[]): Deletion {
  const { id = '', messageId = id, userId = null, anonymousId = null } = requested ?? ended[0] ?? {}
  const instances = new Set(ended.map(({ instance }) => instance))
  return {
    id,
    messageId,
    userId,
    anonymousId,
    requestedAt: requested?.at ?? null,
    source: requested?.source ?? null,
    ended,
    waiting: requested?.instances.filter((instance) => !instances.has(instance)) ?? []
  }
}

async function* readRecords(path: string): AsyncGenerator<DeletionRecord> {
  const file = await openIfThere(path)
  if (file === undefined) return
  try {
    for await (const line of file.readLines({ encoding: 'utf8', autoClose: false })) {
      const record = parse(line)
      if (record !== undefined) yield record
    }
  } finally {
    await file.close()
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if (isJsonObject(error) && error['code'] === 'ENOENT') return undefined
    throw error
  }
}

/** The file is ours; a line that is no record is one that was not finished. */
function parse(line: string): DeletionRecord | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is DeletionRecord =>
  isJsonObject(value) && typeof value['id'] === 'string' && (value['kind'] === 'requested' || value['kind'] === 'ended')
