export type { Mapping } from './mapping'
