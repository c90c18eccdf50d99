import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { killCommands, startCommand } from '../test-process'
import { createTestFolder } from '../test-terminal'

const { write, remove } = createTestFolder()

// It takes whatever it is sent, and answers nothing.
const collector = createServer()

afterAll(() => {
  killCommands()
  collector.close()
  collector.closeAllConnections()
  remove()
})

const CONFIGURATION = `
http: { port: 0, shutdownSeconds: 1 }
operations: { port: 0 }
data: { folder: data }
sources: { site: { writeKeys: [wk_site] } }
destinations: { customerio: }
`

test('a collector of traces that never answers does not keep the process from ending', async () => {
  const asked = once(collector, 'request')
  await new Promise<void>((resolve) => void collector.listen(0, '127.0.0.1', resolve))
  const { port } = collector.address() as AddressInfo
  const service = startCommand(['run', write('waybill.yaml', CONFIGURATION), '--sandbox'], {
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      // Far longer than a test may take.
      OTEL_EXPORTER_OTLP_TIMEOUT: '600000',
      OTEL_BSP_EXPORT_TIMEOUT: '600000'
    }
  })
  await fetch(`${await service.url}/healthz`)
  service.interrupt()
  await asked
  expect(await service.ended).toMatchObject({ status: 0 })
})
