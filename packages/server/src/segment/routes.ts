import { Hono } from 'hono'
import type { Context } from 'hono'
import { cors } from 'hono/cors'
import { limitBody, readJsonObject } from '../http/read-json'
import type { Entry } from '../definitions/catalogue'
import type { Call } from './call'
import {
  authenticate,
  createAudience,
  getAudience,
  readDynamicField,
  readHookField,
  readManifest,
  refreshAccessToken,
  removeUser,
  runHook
} from './calls'
import { openSession } from './open-session'
import { allowPrivateNetwork } from './private-network'
import { runAction } from './run-action'
import { tellError } from './segment-error'

/** Pages of Segment's that may ask: its Actions Tester, where it runs and where Segment develops it. */
export const SEGMENT_ORIGINS = [
  'https://app.segment.com',
  'https://eu1.app.segment.com',
  'https://app.segment.build',
  'https://eu1.app.segment.build',
  'http://localhost:8000'
]

const POSTED: readonly (readonly [string, Call])[] = [
  ['/authenticate', authenticate],
  // What Segment's documents call it.
  ['/authentication', authenticate],
  ['/delete', removeUser],
  ['/refreshAccessToken', refreshAccessToken],
  ['/createAudience', createAudience],
  ['/getAudience', getAudience],
  ['/:action', runAction],
  ['/:action/:field', readDynamicField],
  ['/:action/hooks/:hook', runHook],
  ['/:action/hooks/:hook/dynamic/:field', readHookField]
]

/** The destination that a request is about, or why there is none. */
export type FindEntry = (context: Context) => Entry | string

/**
 * The HTTP contract of Segment's own `serve`, for one destination.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/packages/cli/src/lib/server.ts
 */
export function createSegmentRoutes(find: FindEntry): Hono {
  const routes = new Hono()
  routes.use(allowPrivateNetwork, cors({ origin: SEGMENT_ORIGINS }))
  routes.get('/manifest', (context) => answer(context, find, readManifest))
  for (const [path, call] of POSTED) routes.post(path, limitBody, (context) => answer(context, find, call))
  return routes
}

async function answer(context: Context, find: FindEntry, call: Call): Promise<Response> {
  const entry = find(context)
  if (typeof entry === 'string') return context.json([tellError(404, entry)], 404)
  const read = await readJsonObject(context)
  if (!read.ok) return context.json([tellError(400, read.reason)], 400)
  const opened = await openSession(entry)
  if (!opened.ok) return context.json([tellError(503, opened.problem)], 503)
  const { status = 200, json } = await call(opened.session, read.body, context.req.param())
  return context.body(JSON.stringify(json), status, { 'content-type': 'application/json' })
}
