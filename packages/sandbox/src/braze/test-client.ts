import { createSend, type Reply, type Send } from '../http/test-client'
import { defaultBrazeAccount } from './account'

/** Speaks to the sandbox as any HTTP client would; for the sandbox's own tests. */
export interface BrazeClient {
  readonly send: Send
  /** Posts to a path below /users. */
  readonly users: (path: string, body: unknown) => Promise<Reply>
  /** Posts to /users/track. */
  readonly track: (body: unknown) => Promise<Reply>
  /** Sets attributes of users, and fails the test when any are refused. */
  readonly set: (...attributes: readonly object[]) => Promise<void>
}

/** Creates a client with a key. */
export function createBrazeClient(url: string, apiKey: string = defaultBrazeAccount.apiKey): BrazeClient {
  const send = createSend(url, `Bearer ${apiKey}`)
  const users = (path: string, body: unknown): Promise<Reply> => send({ method: 'POST', path: `/users/${path}`, body })
  const track = (body: unknown): Promise<Reply> => users('track', body)
  return {
    send,
    users,
    track,
    set: async (...attributes) => {
      const { status, body } = await track({ attributes })
      if (status !== 201 || JSON.stringify(body).includes('errors')) throw new Error(JSON.stringify(body))
    }
  }
}
