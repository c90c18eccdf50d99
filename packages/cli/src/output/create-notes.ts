import type { ServiceEvent, ServicePart } from '@waybill/server'
import { summarizeService } from '@waybill/server/operations'
import type { Terminal } from './terminal'
import { serviceNote, startNote, summaryNote } from './service-notes'

export interface NotesOptions {
  /** Whether simulators take the place of the vendors. @default false */
  readonly isSandbox?: boolean
}

/** Says what a person at the terminal should know; what happens often, once a minute. */
export const createNotes = (
  { out, err }: Pick<Terminal, 'out' | 'err'>,
  { isSandbox = false }: NotesOptions = {}
): ServicePart => ({
  name: 'notes',
  open: async ({ configuration, redact, clock }) => {
    const write = (note: string): void => err(`${redact(note)}\n`)
    const summaries = summarizeService(clock, (summary) => write(summaryNote(summary)))
    return {
      tell: (event: ServiceEvent) => {
        if (event.kind === 'service-started') return out(`${startNote(configuration(), event, isSandbox)}\n`)
        summaries.tell(event)
        const note = serviceNote(event)
        if (note !== undefined) write(note)
      },
      close: async () => summaries.end()
    }
  }
})
