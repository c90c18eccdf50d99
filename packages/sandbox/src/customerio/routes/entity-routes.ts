import { jsonAnswer, type Answer } from '../../http/answer'
import type { RoutedRequest, Route } from '../../http/vendor'
import { byteLength, isList, isRecord, member, type JsonValue } from '../../json/json'
import { checkEntity, type Checked } from '../checks/check-entity'
import type { Issue } from '../../checks/place'
import { limits } from '../limits'
import { applyOperation } from '../workspace/apply-operation'
import type { Workspace } from '../workspace/workspace'

/** Finds the workspace a request is for. */
export type FindWorkspace = (request: RoutedRequest) => Workspace

/**
 * The two endpoints of the v2 API.
 * https://docs.customer.io/integrations/api/track/
 */
export function entityRoutes(findWorkspace: FindWorkspace): Route[] {
  const common = { method: 'POST', access: 'authenticated', body: 'json' } as const
  return [
    { ...common, path: '/api/v2/entity', answer: (request) => answerEntity(findWorkspace(request), request) },
    { ...common, path: '/api/v2/batch', answer: (request) => answerBatch(findWorkspace(request), request) }
  ]
}

function answerEntity(workspace: Workspace, { body, bodyBytes }: RoutedRequest): Answer {
  if (bodyBytes > limits.entity) return wholeInvalid([oversize(`a request must be at most ${limits.entity} bytes`)])
  const checked = checkEntity(body)
  if (checked.kind === 'invalid') return wholeInvalid(checked.issues)
  applyOperation(workspace, checked.operation)
  return jsonAnswer(200, {})
}

function answerBatch(workspace: Workspace, { body, bodyBytes, failing }: RoutedRequest): Answer {
  if (bodyBytes > limits.batch) return wholeInvalid([oversize(`a request must be at most ${limits.batch} bytes`)])
  const items = isRecord(body) ? member(body, 'batch') : undefined
  if (!isList(items) || items.length === 0) {
    return wholeInvalid([
      { reason: 'required', field: 'batch', message: 'batch must be an array with at least one item' }
    ])
  }
  const errors = items.flatMap((item, index) => {
    const checked = failing.has(index) ? simulatedFailure : checkItem(item)
    if (checked.kind === 'valid') applyOperation(workspace, checked.operation)
    return checked.kind === 'valid'
      ? []
      : checked.issues.map(({ reason, field, message }) => ({ batch_index: index, reason, field, message }))
  })
  return errors.length === 0 ? jsonAnswer(200, {}) : jsonAnswer(207, { errors })
}

const simulatedFailure: Checked = {
  kind: 'invalid',
  issues: [{ reason: 'invalid', field: '', message: 'the sandbox was asked to refuse this item' }]
}

function checkItem(item: JsonValue): Checked {
  if (byteLength(item) <= limits.entity) return checkEntity(item)
  return { kind: 'invalid', issues: [oversize(`each item must be at most ${limits.entity} bytes`)] }
}

function oversize(message: string): Issue {
  return { reason: 'too_large', field: '', message }
}

function wholeInvalid(issues: readonly Issue[]): Answer {
  return jsonAnswer(400, { errors: issues })
}
