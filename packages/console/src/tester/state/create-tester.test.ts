import type { DestinationDetail, SendRequest } from '@waybill/server/tester'
import { acme, bare, clientOf, sent } from '../../../test/acme'
import type { Client } from '../../api/create-client'
import { ApiFailureError } from '../../api/api-error'
import { createTester } from './create-tester'
import type { Place } from './create-tester'

async function startAt(place: Place, answers: Partial<Client> = {}) {
  const places: Place[] = []
  const failures: string[] = []
  const tester = createTester({
    client: clientOf(answers),
    later: () => () => undefined,
    now: () => new Date(0),
    onFailure: ({ failure }) => void failures.push(failure),
    onPlace: (at) => void places.push(at)
  })
  await tester.start(place)
  return { tester, places, failures, ...tester.workbench }
}

const nobody = () => Promise.reject(new ApiFailureError('disconnected', 'Nobody is there.'))

const brokenList = async () => ({
  destinations: [{ slug: 'broken', name: 'Broken', description: '', isLoaded: false, problem: 'index.ts:3: no.' }]
})

/** A tester at the preset of a file that can be saved anew. */
async function startWithSave() {
  let current = acme
  const started = await startAt({ choice: 'preset:Track', destination: 'acme' }, { destination: async () => current })
  return { ...started, save: (detail: DestinationDetail) => void (current = detail) }
}

const eventOf = (text: string) => JSON.parse(text) as unknown

describe('where it starts', () => {
  test('at the first destination that loads, with all its presets and its first example', async () => {
    const { tester, trial, places } = await startAt({})
    expect(tester.catalogue.slug.value).toBe('acme')
    expect(trial.value).toEqual({
      destination: 'acme',
      settings: { region: 'eu', apiKey: 'made-up-key' },
      events: [{ type: 'track', event: 'Bought' }]
    })
    expect(places).toEqual([{ destination: 'acme', choice: 'presets' }])
  })

  test('at the place the address names', async () => {
    const { subscription } = await startAt({ destination: 'bare', choice: 'action:trackEvent' })
    expect(subscription.draft.value).toMatchObject({ partnerAction: 'trackEvent', subscribe: 'type = "track"' })
  })

  test('a place that is not there leads to the first destination', async () => {
    const { tester, subscription } = await startAt({ destination: 'gone', choice: 'preset:Gone' })
    expect(tester.catalogue.slug.value).toBe('acme')
    expect(subscription.choice.value).toEqual({ kind: 'presets' })
  })

  test('one that does not load says why', async () => {
    const { tester } = await startAt({}, { destinations: brokenList })
    expect(tester.catalogue.detail.value).toEqual({ kind: 'failed', message: 'index.ts:3: no.' })
  })

  test('without a server the list says so, and the page is told', async () => {
    const { tester, failures } = await startAt({}, { destinations: nobody })
    expect(tester.catalogue.destinations.value).toEqual({ kind: 'failed', message: 'Nobody is there.' })
    expect(failures).toEqual(['disconnected'])
  })
})

describe('choosing', () => {
  test('a preset is tried alone, and edits change what is tried', async () => {
    const { subscription, trial, choose } = await startAt({})
    choose({ kind: 'preset', name: 'Track' })
    subscription.edit({ subscribe: 'type = "page"' })
    expect(trial.value?.subscriptions).toEqual([
      {
        name: 'Track',
        partnerAction: 'trackEvent',
        subscribe: 'type = "page"',
        mapping: { name: { '@path': '$.event' } }
      }
    ])
    expect(subscription.isChanged.value).toBe(true)
    subscription.reset()
    expect(subscription.isChanged.value).toBe(false)
  })

  test('an example brings its event and its mapping', async () => {
    const { eventText, subscription, choose } = await startAt({})
    eventText.value = '{}'
    choose({ kind: 'example', name: 'a purchase is tracked' })
    expect(eventOf(eventText.value)).toEqual({ type: 'track', event: 'Bought' })
    expect(subscription.draft.value?.mapping).toContain('Purchase')
  })

  test('an action brings an example of its own along, unless the user wrote an event', async () => {
    const other = { ...acme.examples[0], title: 'a group is joined', action: 'joinGroup', event: { type: 'group' } }
    const action = { ...acme.actions[0], name: 'joinGroup' }
    const detail = {
      ...acme,
      actions: [...acme.actions, action],
      examples: [...acme.examples, other]
    } as DestinationDetail
    const { eventText, choose } = await startAt({}, { destination: async () => detail })
    choose({ kind: 'action', name: 'joinGroup' })
    expect(eventOf(eventText.value)).toEqual({ type: 'group' })
    eventText.value = '{ "type": "page" }'
    choose({ kind: 'action', name: 'trackEvent' })
    expect(eventOf(eventText.value)).toEqual({ type: 'page' })
  })

  test('nothing is tried while event or mapping cannot be read', async () => {
    const { eventText, subscription, trial, choose } = await startAt({})
    choose({ kind: 'preset', name: 'Track' })
    subscription.edit({ mapping: '{ "name": ' })
    expect(trial.value).toBeUndefined()
    subscription.reset()
    eventText.value = '{ "type": '
    expect(trial.value).toBeUndefined()
  })

  test('an event of the user’s own stays when the destination changes, an example does not', async () => {
    const examples = [{ ...acme.examples[0], event: { type: 'page' } }] as DestinationDetail['examples']
    const { tester, eventText } = await startAt(
      {},
      { destination: async (slug) => (slug === 'acme' ? acme : { ...bare, examples }) }
    )
    await tester.chooseDestination('bare')
    expect(eventOf(eventText.value)).toEqual({ type: 'page' })
    eventText.value = '{ "type": "track", "event": "Mine" }'
    await tester.chooseDestination('acme')
    expect(eventOf(eventText.value)).toEqual({ type: 'track', event: 'Mine' })
  })

  test('the answer about a destination that was left meanwhile is ignored', async () => {
    const pending: (() => void)[] = []
    const { tester } = await startAt(
      {},
      {
        destination: (slug) =>
          slug === 'bare' ? new Promise((resolve) => void pending.push(() => resolve(bare))) : Promise.resolve(acme)
      }
    )
    const left = tester.chooseDestination('bare')
    await tester.chooseDestination('acme')
    for (const answer of pending) answer()
    await left
    expect(tester.workbench.detail.value?.slug).toBe('acme')
  })
})

describe('when a file was saved', () => {
  const changed = { ...acme, presets: acme.presets.map((preset) => ({ ...preset, subscribe: 'type = "screen"' })) }

  test('what the user has not touched follows the file', async () => {
    const { tester, subscription, save } = await startWithSave()
    save(changed)
    await tester.reload()
    expect(subscription.draft.value?.subscribe).toBe('type = "screen"')
  })

  test('what the user has edited stays', async () => {
    const { tester, subscription, eventText, save } = await startWithSave()
    subscription.edit({ mapping: '{ "name": "mine" }' })
    eventText.value = '{ "type": "page" }'
    save(changed)
    await tester.reload()
    expect(subscription.draft.value?.mapping).toBe('{ "name": "mine" }')
    expect(eventText.value).toBe('{ "type": "page" }')
  })

  test('a preset that is gone leads back to all presets', async () => {
    const { tester, subscription, save } = await startWithSave()
    subscription.edit({ mapping: '{}' })
    save({ ...acme, presets: [] })
    await tester.reload()
    expect(subscription.choice.value).toEqual({ kind: 'presets' })
  })

  test('a file that does not load any more leaves the last definition in use', async () => {
    let isBroken = false
    const { tester, trial } = await startAt(
      {},
      {
        destination: async () => {
          if (isBroken) throw new ApiFailureError('refused', 'index.ts:3: no.')
          return acme
        }
      }
    )
    isBroken = true
    await tester.reload()
    expect(trial.value?.destination).toBe('acme')
  })
})

describe('settings', () => {
  test('the user’s own start with the defaults, and each account keeps its values', async () => {
    const { account, settings, changeSetting } = await startAt({})
    account.value = 'vendor'
    expect(settings.value).toEqual({ region: 'us' })
    changeSetting('apiKey', 'secret-1')
    account.value = 'sandbox'
    expect(settings.value).toEqual({ region: 'eu', apiKey: 'made-up-key' })
    account.value = 'vendor'
    expect(settings.value).toEqual({ region: 'us', apiKey: 'secret-1' })
    changeSetting('apiKey', undefined)
    expect(settings.value).toEqual({ region: 'us' })
  })

  test('another destination never gets them', async () => {
    const { tester, account, settings, changeSetting } = await startAt({})
    account.value = 'vendor'
    changeSetting('apiKey', 'secret-1')
    await tester.chooseDestination('bare')
    expect(settings.value).toEqual({ region: 'us' })
  })

  test('without a sandbox those of the examples are made up enough to look at', async () => {
    const { settings } = await startAt({ destination: 'bare' })
    expect(settings.value).toEqual({ region: 'us', apiKey: 'example-key' })
  })
})

describe('sending', () => {
  test('sends what is on the bench, and remembers it without its settings', async () => {
    const requests: SendRequest[] = []
    const send = async (request: SendRequest) => {
      requests.push(request)
      return sent
    }
    const { tester, account, changeSetting, trial, mode } = await startAt({}, { send })
    account.value = 'vendor'
    changeSetting('apiKey', 'secret-1')
    mode.value = 'single'
    await tester.delivery.send('vendor')
    expect(requests).toEqual([{ ...trial.value, target: 'vendor', mode: 'single' }])
    expect(requests[0]?.settings).toMatchObject({ apiKey: 'secret-1' })
    expect(tester.delivery.history.value).toMatchObject([{ id: 1, slug: 'acme', target: 'vendor', response: sent }])
    expect(JSON.stringify(tester.delivery.history.value)).not.toContain('secret-1')
  })

  test('a second press while one is on its way sends nothing', async () => {
    const answers: (() => void)[] = []
    const { tester } = await startAt(
      {},
      { send: () => new Promise((resolve) => void answers.push(() => resolve(sent))) }
    )
    const first = tester.delivery.send('sandbox')
    await tester.delivery.send('sandbox')
    expect(answers).toHaveLength(1)
    answers[0]?.()
    await first
    expect(tester.delivery.history.value).toHaveLength(1)
  })

  test('what failed is told and is no history', async () => {
    const { tester, failures } = await startAt({}, { send: nobody })
    await tester.delivery.send('sandbox')
    expect(tester.delivery.sending.value).toEqual({ kind: 'failed', message: 'Nobody is there.' })
    expect(tester.delivery.history.value).toEqual([])
    expect(failures).toEqual(['disconnected'])
  })

  test('restoring puts event, choice and edits back, also of another destination', async () => {
    const { tester, eventText, subscription, choose } = await startAt({})
    choose({ kind: 'preset', name: 'Track' })
    subscription.edit({ mapping: '{ "name": "mine" }' })
    eventText.value = '{ "type": "track", "event": "Mine" }'
    await tester.delivery.send('sandbox')
    const [entry] = tester.delivery.history.value
    await tester.chooseDestination('bare')
    eventText.value = '{}'
    if (entry !== undefined) await tester.restore(entry)
    expect(tester.catalogue.slug.value).toBe('acme')
    expect(eventText.value).toBe('{ "type": "track", "event": "Mine" }')
    expect(subscription.draft.value).toMatchObject({ name: 'Track', mapping: '{ "name": "mine" }' })
  })
})

describe('saving an example', () => {
  test('takes the event that is looked at, and the one subscription', async () => {
    const saved: unknown[] = []
    const saveExample: Client['saveExample'] = async (request) => {
      saved.push(request)
      return { kind: 'refused', reason: 'The title is taken.' }
    }
    const { tester, choose, eventText, position } = await startAt({}, { saveExample })
    choose({ kind: 'preset', name: 'Track' })
    eventText.value = '[{ "type": "track" }, { "type": "page" }]'
    position.value = 1
    await tester.delivery.saveExample('a page')
    expect(saved).toMatchObject([
      { destination: 'acme', title: 'a page', event: { type: 'page' }, subscription: { name: 'Track' } }
    ])
    expect(tester.delivery.saving.value).toMatchObject({ answer: { reason: 'The title is taken.' } })
  })

  test('of all presets together nothing is saved', async () => {
    const saveExample = jest.fn<ReturnType<Client['saveExample']>, []>()
    const { tester } = await startAt({}, { saveExample })
    await tester.delivery.saveExample('all')
    expect(saveExample).not.toHaveBeenCalled()
  })
})
