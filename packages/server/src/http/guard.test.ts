import { Hono } from 'hono'
import { allowLocal, requireToken } from './guard'

describe('allowLocal', () => {
  const app = new Hono().use(allowLocal({ origins: ['https://app.segment.com'] })).all('*', (c) => c.text('in'))
  const ask = async (headers: Record<string, string>) => {
    const answer = await app.request('/', { method: 'POST', headers })
    const text = await answer.text()
    return { status: answer.status, text }
  }

  test.each(['127.0.0.1:3000', 'localhost:3000', 'LOCALHOST', '[::1]:3000', '127.0.0.1', '127.1.2.3:80'])(
    'the host %s is this machine',
    async (host) => expect(await ask({ host })).toEqual({ status: 200, text: 'in' })
  )

  test.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example:3000',
    '127.0.0.1:3000@evil.example',
    '10.0.0.1:3000',
    '0.0.0.0:3000',
    ''
  ])('the host "%s" is not', async (host) => {
    const { status, text } = await ask({ host })
    expect(status).toBe(403)
    expect(text).toMatch(/^\{"error":"[^"]*this machine only; open it as [^"]*"\}$/)
  })

  test('a request without a host is refused', async () => expect(await ask({})).toMatchObject({ status: 403 }))

  test.each(['http://localhost:3000', 'https://app.segment.com'])('a page of %s may ask', async (origin) =>
    expect(await ask({ host: 'localhost:3000', origin })).toMatchObject({ status: 200 })
  )

  test.each([
    'https://evil.example',
    'null',
    '',
    'http://localhost:8080',
    'https://localhost:3000',
    'http://127.0.0.1:3000',
    'https://app.segment.com.evil.example'
  ])('a page of "%s" may not', async (origin) => {
    const { status, text } = await ask({ host: 'localhost:3000', origin })
    expect(status).toBe(403)
    expect(text).toMatch(/^\{"error":"[^"]*another site[^"]*"\}$/)
  })

  test('without further origins only the own page may ask', async () => {
    const own = new Hono().use(allowLocal()).all('*', (c) => c.text('in'))
    const headers = { host: 'localhost:3000', origin: 'https://app.segment.com' }
    expect((await own.request('/', { headers })).status).toBe(403)
  })
})

describe('requireToken', () => {
  const app = new Hono()
    .use(requireToken({ token: 'right', advice: 'ask again', read: (context) => context.req.header('x-token') }))
    .all('*', (c) => c.text('in'))

  test('who knows it comes in', async () => {
    expect((await app.request('/', { headers: { 'x-token': 'right' } })).status).toBe(200)
  })

  test.each([undefined, '', 'wrong', 'righ', 'Right', 'rightright'])('%j does not', async (token) => {
    const answer = await app.request('/', { headers: token === undefined ? {} : { 'x-token': token } })
    expect(answer.status).toBe(401)
    expect(await answer.text()).toMatch(/^\{"error":"The token is missing or wrong; ask again\."\}$/)
  })
})
