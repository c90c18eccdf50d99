import { destinations } from '@waybill/destinations'
import { deletionSource, webhookSources } from '@waybill/server'
import type { SourceKind } from '@waybill/server'

/** The kinds of sources that a configuration may name, beside Segment's HTTP API. */
export const sourceKinds: readonly SourceKind[] = [...webhookSources(destinations), deletionSource]
