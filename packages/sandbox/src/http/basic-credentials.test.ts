import { parseBasicCredentials } from './basic-credentials'

const encode = (text: string): string => Buffer.from(text).toString('base64')

test('the first colon parts the name from the password', () => {
  expect(parseBasicCredentials(`Basic ${encode('site:key:more')}`)).toEqual({ username: 'site', password: 'key:more' })
})

test('the scheme is read in any case', () => {
  expect(parseBasicCredentials(`bAsIc ${encode('site:key')}`)).toEqual({ username: 'site', password: 'key' })
})

test.each([
  ['nothing', undefined],
  ['another scheme', `Bearer ${encode('site:key')}`],
  ['no credentials', 'Basic '],
  ['no colon', `Basic ${encode('site')}`],
  ['what is no base64', 'Basic site:key'],
  ['more than one word', `Basic ${encode('site:key')} more`]
])('%s gives none', (_name, header) => {
  expect(parseBasicCredentials(header)).toBeUndefined()
})
