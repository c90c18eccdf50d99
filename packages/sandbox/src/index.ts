export { startSandbox } from './start-sandbox'
export type { Sandbox, SandboxOptions, SandboxVendor, VendorName, VendorOptions } from './start-sandbox'
export type { Clock } from './clock'
export type { RecordedRequest } from './http/recorded-request'
export type { VendorControls } from './http/vendor-controls'
export type { Fault, RetryAfter, Rule, Schedule } from './misbehaviour/fault'
export type { Rate } from './misbehaviour/create-rate-limit'
export type { JsonRecord, JsonValue } from './json/json'
export { defaultBoomtrainAccount } from './boomtrain/account'
export type { BoomtrainAccount } from './boomtrain/account'
export type { BoomtrainOptions } from './boomtrain/create-boomtrain'
export type { BoomtrainState } from './boomtrain/state'
export { defaultBrazeAccount } from './braze/account'
export type { BrazeAccount } from './braze/account'
export type { BrazeOptions } from './braze/create-braze'
export type { BrazeState } from './braze/state'
export { defaultCustomerioAccount } from './customerio/account'
export type { CustomerioAccount } from './customerio/account'
export type { CustomerioOptions } from './customerio/create-customerio'
export { defaultTractionboardAccount } from './tractionboard/account'
export type { TractionboardAccount } from './tractionboard/account'
export type { TractionboardOptions } from './tractionboard/create-tractionboard'
export type { TractionboardState } from './tractionboard/state'
export type {
  CustomerioState,
  Deletion,
  DeviceState,
  EventState,
  Merge,
  ObjectState,
  PersonState,
  RelationState
} from './customerio/state'
export { documentedMetrics as customerioMetrics } from './customerio/reporting/sample-report'
