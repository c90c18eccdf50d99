import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { allowLocal } from '../http/guard'

/** Where the page and its API are: a name that no action has. */
export const PAGE_PATH = '/waybill'

export interface PageOptions {
  /** Where the page's files are; undefined when it has not been built. */
  readonly folder: string | undefined
  /** What the page shows first: one page is for both servers, and asks which of them it came from. */
  readonly view: 'tester' | 'deliveries'
  readonly launch?: Launch
}

/** Opens the page once, without the token in the command line of a browser, which other users of this machine can read. */
interface Launch {
  readonly code: string
  readonly token: string
}

/** The files of the page; they hold no secret, so they need no token. */
export function createPageRoutes({ folder, view, launch }: PageOptions): Hono {
  const isBuilt = folder !== undefined && existsSync(join(folder, 'index.html'))
  const routes = new Hono()
  routes.use(allowLocal())
  routes.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Browsers give style attributes to what is edited in place, as in the page's editors.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"]
      },
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
      referrerPolicy: 'no-referrer'
    })
  )
  if (launch !== undefined) routes.route('/start', createLaunchRoute(launch))
  routes.get('/view.json', (context) => context.json({ view }))
  if (isBuilt)
    routes.get('*', serveStatic({ root: folder, rewriteRequestPath: (path) => path.slice(PAGE_PATH.length) }))
  routes.all('*', (context) =>
    context.text(
      isBuilt ? 'There is no such file.' : 'The page has not been built; run npm run build in the repository.',
      404
    )
  )
  return routes
}

function createLaunchRoute({ code, token }: Launch): Hono {
  let isLaunched = false
  return new Hono().get('/:code', (context) => {
    if (isLaunched || context.req.param('code') !== code) {
      return context.text('This address opens the page once; open the one that the server printed.', 410)
    }
    isLaunched = true
    return context.redirect(`${PAGE_PATH}/#token=${token}`)
  })
}
