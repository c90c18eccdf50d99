import { languageCode } from './language'

test.each([
  ['pt', 'pt'],
  [' PT ', 'pt'],
  ['pt-PT', 'pt'],
  ['zh_Hant_TW', 'zh'],
  ['nb', 'nb']
])('%j is %s', (text, code) => {
  expect(languageCode(text)).toBe(code)
})

test.each(['', 'p', 'ut', 'UT-x', 'por', 'English', 'constructor', 'x1'])('%j is no language', (text) => {
  expect(languageCode(text)).toBeUndefined()
})
