import { randomBytes } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { pageFolder } from '@waybill/console'
import { createUndiciTransport, systemClock } from '@waybill/runner'
import { findFolders, openCatalogue } from '@waybill/server/definitions'
import type { Catalogue, Entry } from '@waybill/server/definitions'
import { startServe, watchFiles } from '@waybill/server/tester'
import type { ServeOptions, Serving } from '@waybill/server/tester'
import { EXIT } from '../exit-status'
import { aborted } from '../interruption'
import { addressLines } from '../output/address-lines'
import type { Terminal } from '../output/terminal'
import { openBrowser } from '../serve/open-browser'
import { createSandboxAccess } from '../serve/sandbox-access'
import { errorCode, UsageError } from '../usage-error'

export interface ServeFlags {
  readonly destination?: string
  readonly directory?: string
  /** Segment's name for it. */
  readonly noUI?: boolean
  readonly browser?: boolean
  readonly port?: number
  readonly json?: boolean
}

/** `actions-cli serve`: destinations on this machine, over Segment's contract and in the tester page, until interrupted. */
export async function serve(flags: ServeFlags, terminal: Terminal): Promise<number> {
  const port = flags.port ?? portFrom(terminal.environment['PORT'])
  const catalogue = await open(flags)
  const transport = createUndiciTransport()
  const sandboxes = createSandboxAccess()
  try {
    const serving = await start({
      catalogue,
      only: onlyOne(catalogue),
      port,
      token: secret(),
      page: flags.noUI === true ? undefined : { folder: pageFolder, launchCode: secret() },
      transport,
      sandboxes,
      clock: systemClock
    })
    catalogue.onChange((slugs) => tellChange(catalogue, slugs, terminal))
    if (flags.json) terminal.out(`${JSON.stringify(addresses(serving, catalogue))}\n`)
    else tellStart(serving, catalogue, terminal)
    if (serving.launchUrl !== undefined && terminal.progress.isTTY === true) openBrowser(serving.launchUrl, terminal)
    await aborted(terminal.interrupt)
    await serving.close()
  } finally {
    await catalogue.close()
    await transport.close()
    await sandboxes.close()
  }
  return EXIT.ok
}

const secret = (): string => randomBytes(24).toString('base64url')

const DEFAULT_PORT = 3000
const HIGHEST_PORT = 65_534

/** Segment's `serve` takes its port from the environment. */
function portFrom(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT
  if (/^\d+$/.test(text) && Number(text) <= HIGHEST_PORT) return Number(text)
  throw new UsageError(
    `PORT must be a number up to ${HIGHEST_PORT}, not "${text}"; the port behind it is taken as well.`
  )
}

async function open(flags: ServeFlags): Promise<Catalogue> {
  const { directory, only } = placeOf(flags)
  const entry = flags.browser === true ? join('src', 'index.ts') : 'index.ts'
  const names = findFolders({ directory, entry }).map(({ slug }) => slug)
  if (names.length === 0) {
    throw new UsageError(
      `There is no destination in ${resolve(directory)}; each is a folder there with a file ${entry}.`
    )
  }
  if (only !== undefined && !names.includes(only)) {
    throw new UsageError(
      `There is no destination "${only}" in ${resolve(directory)}; choose one of ${names.join(', ')}, or the folder of one of your own.`
    )
  }
  return openCatalogue({ directory, entry, only, watch: watchFiles })
}

interface Place {
  readonly directory: string
  readonly only: string | undefined
}

/** Other commands take the folder of a destination in the place of its name, such as ./globex: so does this one. */
function placeOf({ directory, destination }: ServeFlags): Place {
  const isFolder = directory === undefined && destination !== undefined && /[\\/]/.test(destination)
  if (isFolder) return { directory: destination, only: undefined }
  return { directory: directory ?? builtIn(), only: destination }
}

/** The sources of the destinations that come with this program. */
const builtIn = (): string => join(dirname(require.resolve('@waybill/destinations')), '..', 'src')

/** A single destination has no name in front of its routes. */
function onlyOne(catalogue: Catalogue): string | undefined {
  const [first, ...others] = catalogue.entries()
  return others.length === 0 ? first?.slug : undefined
}

async function start(options: ServeOptions): Promise<Serving> {
  try {
    return await startServe(options)
  } catch (error) {
    const ports = options.page === undefined ? `port ${options.port}` : `ports ${options.port} and ${options.port + 1}`
    throw new UsageError(
      `The server cannot listen on the ${ports} (${errorCode(error)}); choose another with --port, or 0 for a free one.`
    )
  }
}

/** Where everything is; what is left out is absent. */
const addresses = ({ url, pageUrl, changesUrl }: Serving, catalogue: Catalogue) => ({
  url,
  pageUrl,
  changesUrl,
  destinations: catalogue.entries().map(({ slug, problem }, _index, { length }) => ({
    slug,
    manifest: `${url}${length === 1 ? '' : `/${slug}`}/manifest`,
    problem
  }))
})

function tellStart(serving: Serving, catalogue: Catalogue, { out, err }: Terminal): void {
  const { destinations, pageUrl, changesUrl } = addresses(serving, catalogue)
  const lines = addressLines([
    ...destinations.map(({ slug, manifest }) => ({ name: slug, address: manifest })),
    ...(changesUrl === undefined ? [] : [{ name: 'Changes', address: changesUrl }]),
    ...(pageUrl === undefined ? [] : [{ name: 'The tester', address: pageUrl }])
  ])
  for (const entry of catalogue.entries()) tellProblem(entry, err)
  for (const line of lines) out(`${line}\n`)
  out('\nFiles are read again when they are saved. Press Ctrl+C to stop.\n')
}

function tellChange(catalogue: Catalogue, slugs: readonly string[], { out, err }: Terminal): void {
  for (const slug of slugs) {
    const entry = catalogue.find(slug)
    if (entry === undefined) out(`${slug} is gone.\n`)
    else if (entry.problem === undefined) out(`${slug} is loaded anew.\n`)
    else tellProblem(entry, err)
  }
}

function tellProblem({ slug, problem }: Entry, err: Terminal['err']): void {
  if (problem !== undefined) err(`${slug}: ${problem}\n`)
}
