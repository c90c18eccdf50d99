import { acme } from '../../test/acme'
import { defaultMapping, presetSubscription, presetSubscriptions } from '.'

test('the default mapping holds the fields that have a default, also one that is empty or false', () => {
  const field = { label: 'F', description: 'A field.', type: 'string' } as const
  const fields = {
    none: field,
    path: { ...field, default: { '@path': '$.a' } },
    empty: { ...field, default: '' },
    off: { ...field, default: false }
  }
  expect(defaultMapping(fields)).toEqual({ path: { '@path': '$.a' }, empty: '', off: false })
})

test('a preset is a subscription whose own mapping wins over the defaults of its action', () => {
  const [, , page] = acme.presets
  if (page === undefined) throw new Error('Acme has no such preset.')
  expect(presetSubscription(acme, page)).toEqual({
    name: 'Track Page',
    partnerAction: 'trackEvent',
    subscribe: 'type = "page"',
    mapping: { ...defaultMapping(acme.actions['trackEvent']?.fields ?? {}), name: 'Page Viewed' }
  })
})

test('optional presets are only for those who ask for them', () => {
  expect(presetSubscriptions(acme).map(({ name }) => name)).toEqual(['Track Event', 'Identify User'])
})
