import { Hono } from 'hono'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import { QueueStoreError } from '@waybill/runner'
import { faultName } from '../fault-name'
import { allowLocal, requireToken } from '../http/guard'
import { createPageRoutes, PAGE_PATH } from '../page/page-routes'
import { TOKEN_HEADER } from '../tester/contract'
import { TOKEN_FILE } from './access-token'
import type { Refusal } from './contract'
import { deadLetterRoutes } from './dead-letter-routes'
import { deletionRoutes } from './deletion-routes'
import { eventRoutes } from './event-routes'
import { instanceRoutes } from './instance-routes'
import { liveRoutes } from './live-routes'
import { metricsRoutes } from './metrics-routes'
import type { Operations } from './operations'

export interface OperationsAppOptions {
  readonly operations: Operations
  readonly token: string
  /** Where the files of the page are, which is then below `/waybill/`. @default there is no page */
  readonly pageFolder?: string | undefined
}

const TOKEN_ADVICE = `it is in ${TOKEN_FILE} of the data folder, or operations.token of the configuration`

/** Everything the operations port answers. Only /metrics and the page's files need no token: they tell nothing of anybody. */
export function createOperationsApp({ operations, token, pageFolder }: OperationsAppOptions): Hono {
  const api = new Hono()
    .use(requireToken({ token, advice: TOKEN_ADVICE, read: readToken }))
    .route('/', instanceRoutes(operations))
    .route('/dead-letters', deadLetterRoutes(operations))
    .route('/', eventRoutes(operations))
    .route('/', deletionRoutes(operations))
    .route('/', liveRoutes(operations))
  const app = new Hono().use(allowLocal()).route('/', metricsRoutes(operations)).route(`${PAGE_PATH}/api`, api)
  if (pageFolder !== undefined) {
    app.route(PAGE_PATH, createPageRoutes({ folder: pageFolder, view: 'deliveries' }))
    app.get('/', (context) => context.redirect(`${PAGE_PATH}/`))
  }
  app.notFound((context) =>
    context.json(
      { error: 'There is nothing here; see /waybill/api/status and docs/operations.md.' } satisfies Refusal,
      404
    )
  )
  app.onError((error, context) => {
    if (error instanceof HTTPException && error.status < 500) return error.getResponse()
    // Who asked has left, which is no fault; nobody hears the answer.
    if (context.req.raw.signal.aborted) return context.body(null, 503)
    operations.core.tell({ kind: 'request-failed', route: routePath(context, -1), error: causeOf(error) })
    if (error instanceof HTTPException) return error.getResponse()
    if (error instanceof QueueStoreError) return context.json({ error: error.message } satisfies Refusal, 503)
    return context.json(
      {
        error: `A fault of the service (${faultName(error)}); please report it with what you asked for.`
      } satisfies Refusal,
      500
    )
  })
  return app
}

/** Of what was told as a sentence, the fault behind it. */
const causeOf = (error: Error): unknown => (error instanceof HTTPException ? error.cause : error)

/** A header, as the page and tools send it; a parameter for streams, since an EventSource sends no headers. */
function readToken(context: Context): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  const given = context.req.header(TOKEN_HEADER) ?? bearer
  return given ?? (context.req.path.endsWith('/stream') ? context.req.query('token') : undefined)
}
