import * as crossFetch from 'cross-fetch'

// Replaces the HTTP client of `@segment/actions-core` (cross-fetch, not the global fetch) by one that answers 200 at
// once. actions-core takes the function when it is loaded, so this module has to be imported before it.
const answer = () =>
  Promise.resolve(new crossFetch.Response('{}', { status: 200, headers: { 'content-type': 'application/json' } }))

const cached = require.cache[require.resolve('cross-fetch')]
if (cached !== undefined) cached.exports = Object.assign(answer, crossFetch, { default: answer, fetch: answer })
