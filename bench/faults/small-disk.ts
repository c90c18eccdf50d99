import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly folder: string
  readonly remove: () => void
}

const MEGABYTES = 32

/** A disk of 32 MB in memory. Only root on Linux may mount one: others name a folder on a small disk of theirs. */
export function mountSmallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', folder])
  return {
    folder,
    remove: () => {
      execFileSync('umount', [folder])
      rmdirSync(folder)
    }
  }
}
