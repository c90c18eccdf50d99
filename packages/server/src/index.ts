export { configurationSchema } from './configuration/configuration-schema'
export { originProblem } from './configuration/origin-problem'
export { readConfiguration } from './configuration/read-configuration'
export type { ConfigurationContext, ReadConfiguration } from './configuration/read-configuration'
export type {
  KindSource,
  SegmentSource,
  ServiceConfiguration,
  SourceConfiguration
} from './configuration/service-configuration'
export type { Place, PlacedProblem } from './configuration/yaml-text'
export { faultName } from './fault-name'
export { CannotStart } from './service/cannot-start'
export type { Acceptance } from './service/acceptance'
export type { Readiness, Reloaded, ServiceCore, SourcedEvent } from './service/service-core'
export type { ServiceEvent } from './service/service-event'
export type { NamedAddress, OpenPart, ServicePart } from './service/service-part'
export { defineSourceKind } from './service/source-kind'
export type { OpenSource, SourceKind } from './service/source-kind'
export { startService } from './service/start-service'
export type { RunningService, ServiceOptions } from './service/start-service'
export { webhookSources } from './webhooks/webhook-sources'
export type { DeletionEnded, SentAnswer, SentRequest } from './deletion/deletion-record'
export { deletionRecords } from './deletion/deletion-records'
export { deletionSource } from './deletion/deletion-source'
export { readDeletions } from './deletion/read-deletions'
export type { Deletion, DeletionWish } from './deletion/read-deletions'
export { RECORDS_FILE } from './deletion/record-file'
