import { Analytics } from '@segment/analytics-node'
import { createTestFolder } from '../test-terminal'
import { runUntil } from '../test-service'

const { write, remove } = createTestFolder()

afterAll(remove)

// A busy machine takes its time to load all that a service is made of.
const CONFIGURATION = `
http: { port: 0 }
operations: { port: 0 }
sources:
  server: { writeKeys: [wk_server] }
destinations:
  customerio:
`

test("Segment's client for Node works as it is", async () => {
  const failed: unknown[] = []
  const ran = await runUntil(write('node.yaml', CONFIGURATION), async (url) => {
    const analytics = new Analytics({ writeKey: 'wk_server', host: url, flushAt: 3 })
    analytics.on('error', (error) => failed.push(error))
    const answers: unknown[] = []
    analytics.on('http_response', ({ status }: { status?: number }) => answers.push(status))
    analytics.identify({ userId: 'ada', traits: { email: 'ada@example.com' } })
    analytics.track({ userId: 'ada', event: 'Order Completed', properties: { total: 12 } })
    analytics.page({ anonymousId: 'visitor', name: 'Home' })
    analytics.screen({ userId: 'ada', name: 'Start' })
    analytics.group({ userId: 'ada', groupId: 'analysts' })
    analytics.alias({ userId: 'ada', previousId: 'visitor' })
    await analytics.closeAndFlush()
    expect(answers).toEqual([200, 200])
  })
  expect(failed).toEqual([])
  expect(ran.status).toBe(0)
})
