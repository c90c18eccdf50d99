import { Analytics } from '@segment/analytics-node'
import { createTestFolder } from '../test-terminal'
import { untilEnded } from '../test-outcomes'
import { runUntil } from '../test-service'

const { write, path, remove } = createTestFolder()

afterAll(remove)

// A busy machine takes its time to load all that a service is made of.
const CONFIGURATION = `
http: { port: 0 }
operations: { port: 0 }
data: { folder: client-data }
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
    const { events, outcomes } = await untilEnded(path('client-data/sandbox'))
    expect(events).toMatchObject([
      { type: 'identify', userId: 'ada', traits: { email: 'ada@example.com' } },
      { type: 'track', userId: 'ada', event: 'Order Completed', properties: { total: 12 } },
      { type: 'page', anonymousId: 'visitor', name: 'Home' },
      { type: 'screen', userId: 'ada', name: 'Start' },
      { type: 'group', userId: 'ada', groupId: 'analysts' },
      { type: 'alias', userId: 'ada', previousId: 'visitor' }
    ])
    // The sandbox has taken each of them: it refuses what the vendor refuses.
    const DELIVERED = { kind: 'delivered', status: 200, attempts: 1 }
    expect(outcomes).toMatchObject([
      { subscription: 'Create or Update Object', user: 'ada', ...DELIVERED },
      { subscription: 'Create or Update Person', user: 'ada', ...DELIVERED },
      { subscription: 'Merge People', user: 'ada', ...DELIVERED },
      { subscription: 'Track Event', user: 'ada', ...DELIVERED },
      { subscription: 'Track Page View', user: 'visitor', ...DELIVERED },
      { subscription: 'Track Screen View', user: 'ada', ...DELIVERED }
    ])
  })
  expect(failed).toEqual([])
  expect(ran.status).toBe(0)
})
