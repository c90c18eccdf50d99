import { identifierOf } from './identifiers'

const EVERYTHING = {
  external_id: 'u',
  braze_id: 'b',
  user_alias: { alias_name: 'a', alias_label: 'l' },
  email: 'ada@example.com',
  phone: '+351911234567',
  anonymous_id: 'anonymous'
}

const note = (text: string): never => {
  throw new Error(text)
}

test('the surest identifier is the only one sent', () => {
  const { external_id, braze_id, user_alias, email, phone, ...rest } = EVERYTHING
  expect(identifierOf(EVERYTHING, note)).toEqual({ external_id })
  expect(identifierOf({ ...rest, braze_id, user_alias, email, phone }, note)).toEqual({ braze_id })
  expect(identifierOf({ ...rest, user_alias, email, phone }, note)).toEqual({ user_alias })
  expect(identifierOf({ ...rest, email, phone }, note)).toEqual({ email })
  expect(identifierOf({ ...rest, phone }, note)).toEqual({ phone })
  expect(identifierOf(rest, note)).toBeUndefined()
})

test.each([
  [{ user_alias: { alias_name: 'a' }, phone: '1' }, 'User Alias'],
  [{ user_alias: { alias_name: 'a', alias_label: 1 }, phone: '1' }, 'User Alias'],
  [{ email: 'ada', phone: '1' }, 'Email']
])('what cannot identify gives way to the next, with a note: %#', (person, named) => {
  const notes: string[] = []
  expect(identifierOf(person, (text) => notes.push(text))).toEqual({ phone: '1' })
  expect(notes).toEqual([expect.stringContaining(named)])
})
