// Adds to package-lock.json the optional packages of other platforms that a registry mirror did not offer when the
// lock was written: without them `npm ci` refuses the lock there and everywhere else. Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs'

const SYSTEMS = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openharmony', 'aix', 'netbsd', 'openbsd', 'sunos']
const PROCESSORS = ['x64', 'arm64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el']

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const before = Object.keys(lock.packages).length
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const known = [`node_modules/${name}`, `${path}/node_modules/${name}`].some((place) => place in lock.packages)
    if (!known)
      lock.packages[`node_modules/${name}`] = { version, ...platform(name), ...(dev && { dev }), optional: true }
  }
}
const [root, ...rest] = Object.entries(lock.packages)
lock.packages = Object.fromEntries([root, ...rest.toSorted(([first], [second]) => (first < second ? -1 : 1))])
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${Object.keys(lock.packages).length - before} packages added.\n`)

/** The platform that the name of a prebuilt package tells. */
function platform(name) {
  const system = SYSTEMS.find((word) => name.includes(word))
  const processor = PROCESSORS.find((word) => name.includes(word)) ?? (/eabi|-arm\b/.test(name) ? 'arm' : undefined)
  const libc = name.includes('musl') ? 'musl' : name.includes('gnu') && system === 'linux' ? 'glibc' : undefined
  return { ...(processor && { cpu: [processor] }), ...(libc && { libc: [libc] }), ...(system && { os: [system] }) }
}
