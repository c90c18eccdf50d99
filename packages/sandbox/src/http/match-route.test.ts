import { jsonAnswer } from './answer'
import { matchRoute } from './match-route'
import type { Route } from './vendor'

const route = (method: Route['method'], path: string): Route => ({
  method,
  path,
  access: 'public',
  body: 'none',
  answer: () => jsonAnswer(200, {})
})

const update = route('PUT', '/people/{id}')
const remove = route('DELETE', '/people/{id}')
const removeDevice = route('DELETE', '/people/{id}/devices/{token}')
const routes = [update, remove, removeDevice]

test('a path and a method lead to one route', () => {
  expect(matchRoute(routes, 'DELETE', '/people/42')).toEqual({
    kind: 'matched',
    route: remove,
    parameters: new Map([['id', '42']])
  })
})

test('parameters are decoded, and an encoded slash does not end them', () => {
  expect(matchRoute(routes, 'DELETE', '/people/a%2Fb%3Fc/devices/%C3%A9')).toEqual({
    kind: 'matched',
    route: removeDevice,
    parameters: new Map([
      ['id', 'a/b?c'],
      ['token', 'é']
    ])
  })
})

test('a known path with another method names the methods it has', () => {
  expect(matchRoute(routes, 'GET', '/people/42')).toEqual({ kind: 'wrong-method', allowed: ['PUT', 'DELETE'] })
})

test.each([
  '/',
  '',
  '*',
  '/people',
  '/people/',
  '/people/42/',
  '/people//devices/1',
  '/PEOPLE/42',
  'http://host/people/42'
])('%j is unknown', (path) => {
  expect(matchRoute(routes, 'PUT', path)).toEqual({ kind: 'unknown-path' })
})

test.each(['/people/%', '/people/%zz', '/people/%ff'])('%j is malformed', (path) => {
  expect(matchRoute(routes, 'PUT', path)).toEqual({ kind: 'malformed' })
})

test('an asterisk leads every path to its route', () => {
  const any = route('POST', '*')
  for (const path of ['/', '/a/b', '/%']) expect(matchRoute([any], 'POST', path)).toMatchObject({ kind: 'matched' })
  expect(matchRoute([any], 'GET', '/a')).toEqual({ kind: 'wrong-method', allowed: ['POST'] })
})
