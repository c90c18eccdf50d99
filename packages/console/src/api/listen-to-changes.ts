import type { Change } from '@waybill/server/tester'

/** What happens on the line that the server reports changed files on. */
export interface ChangeListener {
  /** The line is up, for the first time or again. */
  readonly onOpen: () => void
  /** The line is down; the browser tries again by itself. */
  readonly onLost: () => void
  readonly onChange: (change: Change) => void
}

/** Listens for files that change. Gives back what ends it. */
export function listenToChanges(url: string, { onOpen, onLost, onChange }: ChangeListener): () => void {
  let retry: ReturnType<typeof setTimeout> | undefined
  let source: EventSource
  const connect = () => {
    source = new EventSource(url)
    source.addEventListener('open', onOpen)
    source.addEventListener('change', ({ data }: MessageEvent<string>) => onChange(JSON.parse(data) as Change))
    source.addEventListener('error', () => {
      onLost()
      // A browser gives up for good on an answer that is no stream, such as one of a server that is just starting.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, RETRY_MILLISECONDS)
    })
  }
  connect()
  return () => {
    clearTimeout(retry)
    source.close()
  }
}

const RETRY_MILLISECONDS = 2000
