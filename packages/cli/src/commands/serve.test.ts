import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestFolder, runCommand } from '../test-terminal'
import type { Ran } from '../test-terminal'

const folder = createTestFolder()
afterAll(() => folder.remove())

interface Told {
  readonly url: string
  readonly pageUrl?: string
  readonly changesUrl?: string
  readonly destinations: readonly { readonly slug: string; readonly manifest: string; readonly problem?: string }[]
}

/** Serves until `act` is done with it. */
async function whileServing(args: readonly string[], act: (told: Told) => Promise<void>): Promise<Ran> {
  const interruption = new AbortController()
  let acting: Promise<void> = Promise.resolve()
  const ran = await runCommand(['serve', '--json', '--port', '0', ...args], {
    interrupt: interruption.signal,
    onOut: (text) => {
      if (text.startsWith('{')) acting = act(JSON.parse(text) as Told).finally(() => interruption.abort())
    }
  })
  await acting
  return ran
}

const read = async (url: string, headers: Record<string, string> = {}): Promise<unknown> =>
  (await fetch(url, { headers })).json()

test('serves the destinations that come with Waybill, and the page with its API and the sandbox', async () => {
  const { status, err } = await whileServing([], async ({ destinations, pageUrl = '', url }) => {
    expect(destinations.map(({ slug }) => slug)).toEqual(['boomtrain', 'braze-appboy', 'customerio', 'tractionboard'])
    expect(await read(destinations[2]?.manifest ?? '')).toMatchObject({
      name: 'Customer.io',
      directoryName: 'customerio'
    })
    const headers = { 'x-waybill-token': pageUrl.split('token=')[1] ?? '' }
    const detail = await read(`${url}/waybill/api/destinations/customerio`, headers)
    expect(detail).toMatchObject({ sandbox: { settings: { region: 'us' } }, canSaveExamples: true })
    const { settings } = (detail as { readonly sandbox: { readonly settings: object } }).sandbox
    const sent = await fetch(`${url}/waybill/api/send`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        destination: 'customerio',
        settings,
        events: [{ type: 'identify', userId: 'u-1', traits: { plan: 'pro' } }],
        target: 'sandbox',
        mode: 'single'
      })
    })
    expect(await sent.json()).toMatchObject({ kind: 'sent', events: [{ deliveries: [{ kind: 'delivered' }] }] })
  })
  expect({ status, err }).toEqual({ status: 0, err: '' })
}, 30_000)

test('one destination has no name in front of its routes', async () => {
  await whileServing(['--destination', 'boomtrain'], async ({ url, destinations }) => {
    expect(destinations).toEqual([{ slug: 'boomtrain', manifest: `${url}/manifest` }])
    expect(await read(`${url}/manifest`)).toMatchObject({ name: 'Boomtrain' })
  })
}, 30_000)

test('destinations of one’s own, without the page: a broken one is told, with its place', async () => {
  const template = join(__dirname, '../../../destinations/template')
  await cp(template, folder.path('acme'), { recursive: true })
  await cp(template, folder.path('broken'), { recursive: true })
  const index = folder.path(join('broken', 'index.ts'))
  await writeFile(index, (await readFile(index, 'utf8')).replace('slug:', 'slug: :'))
  await whileServing(['--directory', folder.folder, '--noUI'], async ({ url, pageUrl, changesUrl, destinations }) => {
    expect([pageUrl, changesUrl]).toEqual([undefined, undefined])
    expect(destinations).toMatchObject([
      { slug: 'acme' },
      { slug: 'broken', problem: expect.stringMatching(/broken\/index\.ts:\d+:\d+: .*; correct the syntax/) as unknown }
    ])
    expect(await read(`${url}/acme/manifest`)).toMatchObject({ name: 'Acme' })
  })
}, 30_000)

test('the folder of a destination is as good as its name', async () => {
  await whileServing(['--destination', folder.path('acme')], async ({ url, destinations }) => {
    expect(destinations).toEqual([{ slug: 'acme', manifest: `${url}/manifest` }])
    expect(await read(`${url}/manifest`)).toMatchObject({ name: 'Acme' })
  })
}, 30_000)

test('says in words where everything is, and what is wrong', async () => {
  const interruption = new AbortController()
  const { out, err, status } = await runCommand(['serve', '--port', '0', '-b', folder.folder], {
    interrupt: interruption.signal,
    onOut: (text) => {
      if (text.includes('Ctrl+C')) interruption.abort()
    }
  })
  expect(status).toBe(0)
  expect(out).toMatch(/^acme {8}http:\/\/127\.0\.0\.1:\d+\/acme\/manifest\nbroken {6}http:/)
  expect(out).toMatch(/\nThe tester {2}http:\/\/127\.0\.0\.1:\d+\/waybill\/#token=[\w-]{32}\n/)
  expect(err).toMatch(/^broken: .*broken\/index\.ts:\d+:\d+: .*\n$/)
}, 30_000)

test.each<readonly [readonly string[], Readonly<Record<string, string>>, RegExp]>([
  [['-d', 'nobody'], {}, /^There is no destination "nobody" in .*; choose one of boomtrain, /],
  [
    ['-b', folder.path('none')],
    {},
    /^There is no destination in .*none; each is a folder there with a file index\.ts\.\n$/
  ],
  [['-b', folder.folder, '-r'], {}, /with a file src\/index\.ts\.\n$/],
  [[], { PORT: 'x' }, /^PORT must be a number up to 65534, not "x"/],
  [[], { PORT: '65535' }, /^PORT must be a number/],
  [['--port', '65535'], {}, /at most 65534/],
  [['--port', '-1'], {}, /whole number above 0/]
])('%j with %j is one sentence', async (args, environment, message) => {
  const { status, out, err } = await runCommand(['serve', ...args], { environment })
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toMatch(message)
})

test('a port that is taken is one sentence; PORT names it as --port does', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', resolve)
  })
  const { port } = taken.address() as AddressInfo
  const { status, err } = await runCommand(['serve', '-b', folder.folder], { environment: { PORT: String(port) } })
  expect(status).toBe(2)
  expect(err).toMatch(
    new RegExp(
      `^The server cannot listen on the ports ${port} and ${port + 1} \\(EADDRINUSE\\); choose another with --port`
    )
  )
  await new Promise((resolve) => taken.close(resolve))
}, 30_000)
