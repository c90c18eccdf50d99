import { profileItem } from './profile-item'
import type { ProfilePayload } from './profile-item'

const settings = { appGroupId: 'key', endpoint: 'https://rest.iad-01.braze.com' } as const

const attributesOf = (payload: ProfilePayload): unknown => {
  const items = profileItem({ payload: { external_id: 'u', ...payload }, settings, note: () => undefined })
  return Array.isArray(items) ? (items[0] as { attributes: unknown }).attributes : items
}

test('the name fills in what is missing, and replaces nothing', () => {
  const name = 'Grace  Hopper'
  expect(attributesOf({ name })).toEqual({ external_id: 'u', first_name: 'Grace', last_name: 'Hopper' })
  expect(attributesOf({ name, first_name: 'Ada' })).toEqual({
    external_id: 'u',
    first_name: 'Ada',
    last_name: 'Hopper'
  })
  expect(attributesOf({ name, custom_attributes: { first_name: 'Ada', last_name: 'L' } })).toEqual({
    external_id: 'u',
    first_name: 'Ada',
    last_name: 'L'
  })
  expect(attributesOf({ name: ' Grace ' })).toEqual({ external_id: 'u', first_name: 'Grace' })
})

test('a value that was mapped wins over the trait of its name', () => {
  expect(attributesOf({ dob: '1990-05-17', custom_attributes: { dob: '1991-01-01' } })).toEqual({
    external_id: 'u',
    dob: '1990-05-17'
  })
})

test('objects are merged into those stored where that is asked for', () => {
  expect(attributesOf({ merge_objects: true, custom_attributes: { pet: { name: 'Tom' } } })).toEqual({
    external_id: 'u',
    pet: { name: 'Tom' },
    _merge_objects: true
  })
})
