import { benchBacklog } from './backlog'
import { benchDelivery } from './delivery'
import { benchPlanning } from './planning'
import { benchRequests } from './requests'
import { benchScaling } from './scaling'
import { benchService } from './service'
import { benchSoak } from './soak'
import { benchStartup } from './startup'

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  planning: benchPlanning,
  scaling: benchScaling,
  delivery: benchDelivery,
  service: benchService,
  soak: benchSoak,
  requests: benchRequests,
  startup: benchStartup,
  backlog: benchBacklog
}

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
