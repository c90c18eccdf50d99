import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(__dirname, '..', 'packages', 'console')
const BUILT = join(FOLDER, 'dist', 'index.html')
const SOURCES = ['src', 'index.html', 'package.json', 'vite.config.mts'].map((name) => join(FOLDER, name))

/** Builds the page before the tests where that has not been done since its sources changed: no test sees a stale one. */
export default function buildPage(): void {
  const newest = Math.max(...SOURCES.flatMap(filesOf).map((file) => statSync(file).mtimeMs))
  if (existsSync(BUILT) && statSync(BUILT).mtimeMs >= newest) return
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: FOLDER,
    stdio: 'inherit',
    shell: process.platform === 'win32'
  })
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
