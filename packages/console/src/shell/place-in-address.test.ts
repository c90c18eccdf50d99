import { readPlace, writePlace } from './place-in-address'

test('what is written into the address is read from it', () => {
  const place = { destination: 'acme', choice: 'example:50 % & more #1' }
  let url = ''
  writePlace(
    { replaceState: (_data: unknown, _title: string, to: string) => void (url = to) } as unknown as History,
    place
  )
  expect(readPlace({ hash: url } as Location)).toEqual(place)
})

test('what is undefined is left out, and an empty address says nothing', () => {
  let url = ''
  const history = {
    replaceState: (_data: unknown, _title: string, to: string) => void (url = to)
  } as unknown as History
  writePlace(history, { destination: 'acme', choice: undefined })
  expect(url).toBe('#destination=acme')
  expect(readPlace({ hash: '' } as Location)).toEqual({})
})
