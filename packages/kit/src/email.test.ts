import { isEmail } from './email'

test.each(['ada@example.com', 'ada+x@mail.example.co.uk', 'Ä@exämple.de', "o'hara@example.org"])(
  '%s is one',
  (text) => {
    expect(isEmail(text)).toBe(true)
  }
)

test.each([
  '',
  'u-1',
  'team@home',
  '@example.com',
  'a@b@example.com',
  'a b@example.com',
  'a@.com',
  'a@example..com',
  '"a"@b.c'
])('%j is none', (text) => {
  expect(isEmail(text)).toBe(false)
})
