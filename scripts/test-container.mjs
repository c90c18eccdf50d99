// Builds the image of examples/docker and tries it with the Docker of this machine, as strictly as a container can be run:
// no rights, nothing to write on but its volume. Says of each promise whether it was kept.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const IMAGE = 'waybill-trial'
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const folder = mkdtempSync(join(tmpdir(), 'waybill-container-'))
const configuration = join(folder, 'waybill.yaml')
const environment = {
  BACKEND_WRITE_KEY: 'wk_trial',
  CUSTOMERIO_SITE_ID: 'site_trial',
  CUSTOMERIO_API_KEY: '0123456789abcdef0123'
}

try {
  must('build', '--file', join(root, 'examples/docker/Dockerfile'), '--tag', IMAGE, root)
  const size = Number(must('image', 'inspect', '--format', '{{.Size}}', IMAGE))
  check(`it is built: ${Math.round(size / 1_000_000)} MB`, size > 0)
  checkContents()
  await tryService()
} finally {
  docker('rm', '--force', '--volumes', IMAGE)
  docker('volume', 'rm', '--force', IMAGE)
  rmSync(folder, { recursive: true })
}

/** Of what the packages need, every version is that of the lock; of what made them, nothing is left. */
function checkContents() {
  const list = 'find /opt/waybill /etc/waybill -type f -o -type l'
  const files = docker('run', '--rm', '--entrypoint', 'sh', IMAGE, '-c', list).stdout.split('\n')
  const left = files.filter((file) =>
    /\.(?:map|tsx?|mts|env|yaml|tsbuildinfo)$|\.test\.|\/(?:src|docs)\/[^/]*$/.test(file)
  )
  const ours = left.filter((file) => !file.includes('/node_modules/'))
  check(
    `neither sources nor anything of this folder is in it ${ours.join(' ')}`,
    files.length > 100 && ours.length === 0
  )

  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const read = `
    const { readFileSync, globSync } = require('node:fs')
    const manifests = globSync('node_modules/{*,@*/*,*/node_modules/*}/package.json', { cwd: '/opt/waybill' })
    const version = (path) => JSON.parse(readFileSync('/opt/waybill/' + path, 'utf8')).version
    console.log(JSON.stringify(manifests.map((path) => [path.replace('/package.json', ''), version(path)])))`
  const installed = JSON.parse(must('run', '--rm', '--entrypoint', 'node', IMAGE, '-e', read))
  const strange = installed.filter(([path, version]) => {
    const locked = packages[path]
    return !locked?.link && (locked?.version !== version || locked.dev || locked.devOptional)
  })
  check(`${installed.length} packages, as locked, none for development ${strange.join(' ')}`, strange.length === 0)
}

async function tryService() {
  cpSync(join(root, 'examples/docker/waybill.yaml'), configuration)
  start()
  await until('its health check succeeds', () => inspect('{{.State.Health.Status}}') === 'healthy')
  check('it is not root', must('exec', IMAGE, 'id', '--user') === '1000')
  check('its first process is Node', must('exec', IMAGE, 'readlink', '/proc/1/exe').endsWith('/node'))
  check('it cannot write outside of its volume', docker('exec', IMAGE, 'touch', '/opt/waybill/x').status !== 0)
  check('events are taken and delivered', await sends(300, ({ delivered }) => delivered === 300))

  must('exec', IMAGE, 'actions-cli', 'pause', 'customerio', '--reason', 'trial')
  check('a paused destination keeps them', await sends(200, () => waiting() === 200))
  const changed = readFileSync(configuration, 'utf8').replace('destinations:', 'destinations:\n  braze-appboy:')
  // As editors do it: the new file takes the place of the old one.
  rmSync(configuration)
  writeFileSync(configuration, changed)
  must('kill', '--signal', 'HUP', IMAGE)
  await until('SIGHUP reads the configuration again', () => status().instances.length === 2)

  must('stop', IMAGE)
  check('SIGTERM ends it with status 0', inspect('{{.State.ExitCode}}') === '0')
  must('start', IMAGE)
  await until('it starts again on its data', () => docker('exec', IMAGE, 'actions-cli', 'status').stdout !== '')
  check('what waited is still there, and paused', waiting() === 200)
  must('exec', IMAGE, 'actions-cli', 'resume', 'customerio')
  await until('and is delivered', () => waiting() === 0 && status().totals.delivered === 200)

  must('kill', IMAGE)
  must('start', IMAGE)
  await until('after kill -9 it starts again', () => docker('exec', IMAGE, 'actions-cli', 'status').stdout !== '')
  const log = docker('logs', IMAGE).stderr
  check(
    'its log holds no secret',
    Object.values(environment).every((secret) => !log.includes(secret))
  )
}

function start() {
  const variables = Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  const strict = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--memory', '512m']
  const mounts = ['--volume', `${folder}:/etc/waybill:ro`, '--volume', `${IMAGE}:/var/lib/waybill`]
  // Where the data of a sandbox is: the commands look there.
  const data = ['--env', 'WAYBILL_DATA=/var/lib/waybill/sandbox']
  const ports = ['--publish', '127.0.0.1::8080', '--stop-timeout', '30', '--health-interval', '2s']
  const command = ['run', '/etc/waybill/waybill.yaml', '--log', 'json', '--sandbox']
  // A folder of mkdtemp is its owner's alone, and the container is somebody else.
  spawnSync('chmod', ['-R', 'a+rX', folder])
  must('run', '--detach', '--name', IMAGE, ...strict, ...mounts, ...ports, ...data, ...variables, IMAGE, ...command)
}

async function sends(count, has) {
  const url = `http://${must('port', IMAGE, '8080')}/v1/batch`
  const batch = Array.from({ length: count }, (_, index) => ({
    type: 'track',
    userId: `u-${index % 50}`,
    event: 'Tried'
  }))
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ writeKey: environment.BACKEND_WRITE_KEY, batch })
  })
  return answer.status === 200 && (await comes(() => has(status().totals)))
}

function status() {
  return JSON.parse(docker('exec', IMAGE, 'actions-cli', 'status', '--json').stdout)
}

function waiting() {
  return status()
    .instances.flatMap(({ lanes }) => lanes)
    .reduce((sum, lane) => sum + lane.waiting, 0)
}

function inspect(format) {
  return must('inspect', '--format', format, IMAGE)
}

function docker(...args) {
  return spawnSync('docker', args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
}

/** What a command prints; without success, everything ends. */
function must(...args) {
  const ran = docker(...args)
  if (ran.status !== 0) throw new Error(`docker ${args.join(' ')} failed: ${ran.error?.message ?? ran.stderr}`)
  return ran.stdout.trim()
}

async function until(promise, holds) {
  check(promise, await comes(holds))
}

async function comes(holds) {
  for (let tries = 0; tries < 60; tries++) {
    if (holds()) return true
    await wait(500)
  }
  return false
}

function check(promise, isKept) {
  process.stdout.write(`${isKept ? 'kept  ' : 'BROKEN'}  ${promise}\n`)
  if (!isKept) process.exitCode = 1
}
