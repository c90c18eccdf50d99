export { describeDestination } from './describe-destination'
export type { ConformanceOptions, SandboxUnderTest } from './conformance-options'
