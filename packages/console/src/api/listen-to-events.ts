/** What happens on a line that the server reports on. */
export interface EventListening<Message> {
  /** The line is up, for the first time or again. */
  readonly onOpen: () => void
  /** The line is down; it is tried again by itself. */
  readonly onLost: () => void
  readonly onEvent: (message: Message) => void
  /** The name its events have. @default 'message' */
  readonly name?: string
}

/** Listens to Server-Sent Events whose data is JSON. Gives back what ends it. */
export function listenToEvents<Message>(
  url: string,
  { onOpen, onLost, onEvent, name = 'message' }: EventListening<Message>
): () => void {
  let retry: ReturnType<typeof setTimeout> | undefined
  let source: EventSource
  const connect = () => {
    source = new EventSource(url)
    source.addEventListener('open', onOpen)
    // The contract's types are the server's promise; its own tests hold it to them.
    source.addEventListener(name, ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data) as Message))
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
