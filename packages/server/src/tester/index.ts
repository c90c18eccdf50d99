export { TOKEN_HEADER } from './contract'
export type * from './contract'
export { allowLocal, requireToken } from '../http/guard'
export type { HttpProblem, LocalOptions, TokenOptions } from '../http/guard'
