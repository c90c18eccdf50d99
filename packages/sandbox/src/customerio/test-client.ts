import { basic, createSend, type Reply, type Send } from '../http/test-client'
import { defaultCustomerioAccount, type CustomerioAccount } from './account'

/** Speaks to the sandbox as any HTTP client would; for the sandbox's own tests. */
export interface TestClient {
  readonly send: Send
  readonly entity: (body: unknown) => Promise<Reply>
  readonly batch: (items: readonly unknown[]) => Promise<Reply>
}

/** Creates a client with the credentials of an account. */
export function createTestClient(url: string, account: CustomerioAccount = defaultCustomerioAccount): TestClient {
  const send = createSend(url, basic(account.siteId, account.apiKey))
  return {
    send,
    entity: (body) => send({ method: 'POST', path: '/api/v2/entity', body }),
    batch: (batch) => send({ method: 'POST', path: '/api/v2/batch', body: { batch } })
  }
}
