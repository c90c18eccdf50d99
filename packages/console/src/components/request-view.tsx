import type { ShownRequest } from '@waybill/server/tester'
import { CopyButton } from './copy-button'
import { Headers } from './headers'
import { JsonView } from './json-view'

export interface RequestViewProps {
  readonly request: ShownRequest
  /** Not where the same JSON stands above it already. @default true */
  readonly isBodyShown?: boolean
}

/** A request as it goes over the wire, secrets redacted. */
export function RequestView({ request, isBodyShown = true }: RequestViewProps) {
  const { method, url, headers, body, curl } = request
  return (
    <div class="stack-tight">
      <div class="row">
        <code class="request-line">
          <strong>{method}</strong> {url}
        </code>
        <span class="spring" />
        <CopyButton text={curl}>Copy as curl</CopyButton>
      </div>
      <Headers title="Headers" headers={headers} />
      {isBodyShown && body !== undefined && <JsonView value={body} label={`Body of the request to ${url}`} />}
    </div>
  )
}
