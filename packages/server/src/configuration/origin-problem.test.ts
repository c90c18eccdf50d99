import { originProblem } from './origin-problem'

test.each(['*', 'https://www.example.com', 'http://localhost:3000', 'https://[::1]:8443'])(
  '%s can be an origin',
  (text) => {
    expect(originProblem(text)).toBeUndefined()
  }
)

test.each([
  ['https://WWW.Example.com', 'browsers write it https://www.example.com.'],
  ['https://a.example:443', 'browsers write it https://a.example.'],
  ['https://a.example/shop', 'browsers write it https://a.example.'],
  ['https://*.example.com', 'name every host; only * alone stands for others, and that for all.'],
  ['www.example.com', 'write a scheme and a host, as in https://www.example.com.'],
  ['file:///shop.html', 'write a scheme and a host, as in https://www.example.com.']
])('%s is none that a page has', (text, problem) => {
  expect(originProblem(text)).toBe(problem)
})
