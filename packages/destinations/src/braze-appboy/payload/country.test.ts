import { countryCode } from './country'

test.each([
  ['PT', 'PT'],
  ['pt', 'PT'],
  [' de ', 'DE'],
  ['Germany', 'DE'],
  ['portugal', 'PT'],
  ['United States', 'US'],
  ['USA', 'US'],
  ['UK', 'GB'],
  ['United Kingdom', 'GB'],
  ['Russia', 'RU'],
  ['Turkey', 'TR'],
  ['Hong Kong', 'HK'],
  ['Serbia', 'RS']
])('%p is %s', (country, code) => {
  expect(countryCode(country)).toBe(code)
})

test.each(['', 'Atlantis', 'ZZ', 'EU', 'DD', 'XX', 'AC', 'constructor', 'PRT'])('%p is no country', (country) => {
  expect(countryCode(country)).toBeUndefined()
})
