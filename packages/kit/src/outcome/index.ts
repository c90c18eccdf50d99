export { classifyStatus } from './classify-status'
export { judge, vendorReason } from './judge'
export type { Outcome, Verdict } from './outcome'
