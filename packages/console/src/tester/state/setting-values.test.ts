import type { SettingField } from '@waybill/server/tester'
import { readSetting, writeSetting } from './setting-values'

const field = (change: Partial<SettingField>): SettingField => ({
  label: 'A',
  description: 'A.',
  type: 'string',
  ...change
})

test.each([
  [field({}), 'text', 'text'],
  [field({}), ' kept as typed ', ' kept as typed '],
  [field({}), '', undefined],
  [field({ type: 'number' }), '12.5', 12.5],
  [field({ type: 'number' }), 'twelve', 'twelve'],
  [field({ type: 'number' }), '  ', '  '],
  [field({ multiple: true }), 'a\n\nb', ['a', 'b']],
  [field({ multiple: true }), '\n', undefined]
])('%j reads %j as %j', (definition, text, value) => {
  expect(readSetting(definition, text)).toEqual(value)
})

test.each([
  [undefined, ''],
  ['text', 'text'],
  [12, '12'],
  [['a', 'b'], 'a\nb']
])('%j is shown as %j', (value, text) => {
  expect(writeSetting(value)).toBe(text)
})
