import { benchPlanning } from './planning'

const PARTS: Readonly<Record<string, () => Promise<void>>> = { planning: benchPlanning }

async function main(): Promise<void> {
  const chosen = process.argv.slice(2)
  const unknown = chosen.filter((name) => !(name in PARTS))
  if (unknown.length > 0) {
    process.stderr.write(`There is no benchmark ${unknown.join(', ')}; choose from ${Object.keys(PARTS).join(', ')}.\n`)
    process.exitCode = 2
    return
  }
  for (const [name, part] of Object.entries(PARTS)) {
    if (chosen.length === 0 || chosen.includes(name)) await part()
  }
}

void main()
