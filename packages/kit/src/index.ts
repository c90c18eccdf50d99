export type * from './event'
export type * from './fields'
export * from './json'
export * from './mapping'
