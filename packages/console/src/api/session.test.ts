import { takeToken } from './session'

function browser(hash: string) {
  const kept = new Map<string, string>()
  const addresses: string[] = []
  const location = { hash, pathname: '/waybill/', search: '' } as Location
  const history = {
    replaceState: (_data: unknown, _title: string, url: string) => addresses.push(url)
  } as unknown as History
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value)
  } as Storage
  return { location, history, storage, addresses, kept }
}

test('a token in the address is taken out of it and kept for the tab', () => {
  const { location, history, storage, addresses } = browser('#token=t-1&destination=acme')
  expect(takeToken(location, history, storage)).toBe('t-1')
  expect(addresses).toEqual(['/waybill/#destination=acme'])
  expect(takeToken({ hash: '' } as Location, history, storage)).toBe('t-1')
})

test('nothing else of the address is kept', () => {
  const { location, history, storage, kept } = browser('#token=t-1&destination=acme')
  takeToken(location, history, storage)
  expect([...kept.values()]).toEqual(['t-1'])
})

test('without any token there is none', () => {
  const { location, history, storage, addresses } = browser('#destination=acme')
  expect(takeToken(location, history, storage)).toBe('')
  expect(addresses).toEqual([])
})
