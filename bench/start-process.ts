import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** A file of this folder as a process of its own, with what is built. */
export const startProcess = (file: string): ChildProcess =>
  fork(join(__dirname, file), { execArgv: ['--require', 'esbuild-register'] })
