import { createRedactor } from '@waybill/kit'
import type { Redactor } from '@waybill/kit'
import type { SegmentDefinition, SegmentRuntime } from '@waybill/kit/segment'
import type { Entry } from '../definitions/catalogue'
import type { Values } from './call'

/** Segment's runtime with one definition, for one request: nothing of another request is in its list of responses. */
export interface Session {
  readonly directoryName: string
  readonly definition: SegmentDefinition
  readonly runtime: SegmentRuntime
  readonly redactorFor: (settings: Values) => Redactor
}

export type OpenedSession =
  { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly problem: string }

/** Makes Segment's runtime ready for a destination; the runtime is loaded when it is first needed. */
export async function openSession({ slug, definition: loaded, problem, generation }: Entry): Promise<OpenedSession> {
  if (loaded === undefined) return { ok: false, problem: problem ?? `${slug} is not loaded.` }
  const segment = await import('@waybill/kit/segment').catch(() => undefined)
  if (segment === undefined) {
    return {
      ok: false,
      problem: "Segment's routes run in Segment's own runtime; install it: npm install @segment/actions-core liquidjs."
    }
  }
  const definition: SegmentDefinition =
    loaded.kind === 'segment' ? loaded.definition : segment.toSegment(loaded.destination)
  // The runtime keeps the schemas of actions by the name of their destination: a name that grows drops the old ones.
  const runtime = segment.openSegmentRuntime({ ...definition, name: `${definition.name} ${generation}` })
  const fields = definition.authentication?.fields ?? {}
  return {
    ok: true,
    session: { directoryName: slug, definition, runtime, redactorFor: (settings) => createRedactor(fields, settings) }
  }
}
