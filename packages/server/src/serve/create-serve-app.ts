import { Hono } from 'hono'
import type { Context } from 'hono'
import { allowLocal } from '../http/guard'
import type { Catalogue, Entry } from '../definitions/catalogue'
import { createSegmentRoutes, SEGMENT_ORIGINS } from '../segment/routes'
import { tellError } from '../segment/segment-error'
import { createPageRoutes, PAGE_PATH } from '../page/page-routes'
import { createTesterApi } from '../tester/api'
import type { TesterOptions } from '../tester/api'

export interface ServeAppOptions extends TesterOptions {
  /** Serve one destination: its routes stand as Segment's `serve` has them, without its name in front. */
  readonly only: string | undefined
  /** The page; undefined leaves it and its API out. */
  readonly page: ServedPage | undefined
}

interface ServedPage {
  /** Where the page's files are. */
  readonly folder: string | undefined
  /** Opens the page once; see {@link PageOptions}. */
  readonly launchCode: string
}

/** Everything that `actions-cli serve` answers. */
export function createServeApp(options: ServeAppOptions): Hono {
  const { catalogue, only, page, token } = options
  const app = new Hono()
  if (page !== undefined) {
    app.route(`${PAGE_PATH}/api`, createTesterApi(options))
    app.route(
      PAGE_PATH,
      createPageRoutes({ folder: page.folder, view: 'tester', launch: { code: page.launchCode, token } })
    )
    app.get('/', (context) => context.redirect(`${PAGE_PATH}/`))
  }
  app.use(allowLocal({ origins: SEGMENT_ORIGINS }))
  if (only === undefined)
    app.route(
      '/:slug',
      createSegmentRoutes((context) => findByAddress(catalogue, context))
    )
  else
    app.route(
      '/',
      createSegmentRoutes(() => findByName(catalogue, only))
    )
  app.notFound((context) => context.json([tellError(404, unknownRoute(catalogue, only))], 404))
  app.onError((error, context) => {
    const message = `The server failed (${error.name}): a fault of its own, please report it with what you asked.`
    return context.json([tellError(500, message)], 500)
  })
  return app
}

const findByAddress = (catalogue: Catalogue, context: Context): Entry | string =>
  findByName(catalogue, context.req.param('slug') ?? '')

function findByName(catalogue: Catalogue, slug: string): Entry | string {
  return catalogue.find(slug) ?? `There is no destination "${slug}"; there are ${namesIn(catalogue)}.`
}

const namesIn = (catalogue: Catalogue): string =>
  catalogue
    .entries()
    .map(({ slug }) => slug)
    .join(', ')

function unknownRoute(catalogue: Catalogue, only: string | undefined): string {
  if (only !== undefined) return 'There is no such route; GET /manifest tells of the actions, each of which is one.'
  const [first] = catalogue.entries()
  const example = first === undefined ? '' : `, such as /${first.slug}/manifest`
  return `Several destinations are served: put the name of one in front${example}, or serve one alone with --destination.`
}
