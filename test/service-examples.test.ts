import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { createProgram } from '../packages/cli/src/main'
import { createTestTerminal, runCommand } from '../packages/cli/src/test-terminal'
import { httpSection } from '../packages/server/src/configuration/sections/http-section'

const ROOT = join(__dirname, '..')

/** Where both examples have what is the root of the repository here. */
const INSTALLED = '/opt/waybill/'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const dockerfile = read('examples/docker/Dockerfile')
const unit = Array.from(read('examples/systemd/waybill.service').matchAll(/^(\w+)=(.*)$/gm), ([, key, value = '']) => ({
  key,
  value
}))
const inUnit = (key: string): readonly string[] => unit.flatMap((line) => (line.key === key ? [line.value] : []))

/** The words of a line of the Dockerfile in its JSON form. */
function dockerWords(instruction: string): readonly string[] {
  const [, words = '[]'] = new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(dockerfile) ?? []
  return JSON.parse(words) as readonly string[]
}

const [, , script = '', ...serviceArgs] = inUnit('ExecStart').join(' ').split(' ')

test.each([
  ['systemd', serviceArgs],
  ['Docker', dockerWords('CMD')]
])('what %s starts is a command with its flags', (_, args) => {
  const [name, ...rest] = args
  const { terminal } = createTestTerminal()
  const command = createProgram(terminal, () => undefined).commands.find((each) => each.name() === name)
  expect(command?.parseOptions([...rest])).toEqual({ operands: ['/etc/waybill/waybill.yaml'], unknown: [] })
})

test.each([
  ['systemd', script],
  ['Docker', /ln -s (\S+) \/usr\/local\/bin\/actions-cli /.exec(dockerfile)?.[1] ?? '']
])('the file that %s runs is there, and may be run', (_, path) => {
  expect(path.startsWith(INSTALLED)).toBe(true)
  expect(statSync(join(ROOT, path.slice(INSTALLED.length))).mode & 0o111).toBe(0o111)
})

test('both give a service more time to end than it takes', () => {
  const [, dockerSeconds] = /--stop-timeout (\d+)/.exec(dockerfile) ?? []
  for (const seconds of [dockerSeconds, ...inUnit('TimeoutStopSec')]) {
    expect(Number(seconds)).toBeGreaterThan(httpSection.shutdownSeconds.default)
  }
})

test('systemd lets it open more files than it takes connections, and compile', () => {
  expect(Number(inUnit('LimitNOFILE'))).toBeGreaterThan(httpSection.maximumConnections.default)
  expect(inUnit('MemoryDenyWriteExecute')).toEqual([])
})

test("Docker's health check asks the port that the service has", () => {
  const { port } = httpSection
  expect(dockerfile).toContain(`\nEXPOSE ${port.default}\n`)
  expect(dockerfile).toContain(`fetch('http://127.0.0.1:${port.default}/healthz')`)
})

test('what the build reads of the root gets into the image', () => {
  const scripts = JSON.parse(read('package.json')) as { readonly scripts: { readonly build: string } }
  const built = /-b (\S+)/.exec(scripts.scripts.build)?.[1] ?? ''
  const extended = readdirSync(join(ROOT, 'packages')).flatMap((name) =>
    readdirSync(join(ROOT, 'packages', name))
      .filter((file) => /^tsconfig\b.*\.json$/.test(file))
      .flatMap((file) => {
        const [, base = file] = /"extends": "([^"]+)"/.exec(read(join('packages', name, file))) ?? []
        return relative(ROOT, resolve(ROOT, 'packages', name, base))
      })
  )
  const needed = [built, ...extended].filter((path) => !path.startsWith('packages/'))
  expect(needed).toContain('tsconfig.base.json')
  const allowed = Array.from(read('.dockerignore').matchAll(/^!(.+)$/gm), ([, path]) => path)
  expect(allowed).toEqual(
    expect.arrayContaining(['.npmrc', 'package-lock.json', 'package.json', 'packages', ...needed])
  )
})

test('the configuration to begin with is right, for a container', async () => {
  const path = 'examples/docker/waybill.yaml'
  const environment = { BACKEND_WRITE_KEY: 'k', CUSTOMERIO_SITE_ID: 's', CUSTOMERIO_API_KEY: '0123456789abcdef0123' }
  expect(await runCommand(['validate', join(ROOT, path)], { environment })).toMatchObject({ status: 0, err: '' })
  expect(read(path)).toContain('\nhttp: { host: 0.0.0.0 }\n')
  expect(read(path)).toContain(`\ndata: { folder: ${/^VOLUME (\S+)$/m.exec(dockerfile)?.[1]} }\n`)
})
