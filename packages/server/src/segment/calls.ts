import type { Redactor } from '@waybill/kit'
import type { Answer, Call, Values } from './call'
import { objectAt } from './call'
import { exchangesOf } from './exchanges'
import { describeError, fieldsOf, tellError } from './segment-error'

/** GET /manifest: the definition as JSON can carry it, and the folder it is from. */
export const readManifest: Call = ({ definition, directoryName }) => ({ json: { ...definition, directoryName } })

/** POST /authenticate: whether the vendor accepts the settings, which are the body. */
export const authenticate: Call = async ({ runtime, redactorFor }, settings) => {
  const redactor = redactorFor(settings)
  try {
    await runtime.testAuthentication(settings)
    return { json: { ok: true } }
  } catch (error) {
    return { json: { ok: false, error: redactor.text(messageOf(error)), fields: fieldsOf(error, redactor) } }
  }
}

/** POST /delete: a deletion request for one user. */
export const removeUser: Call = async ({ runtime, definition, redactorFor }, body) => {
  const redactor = redactorFor(objectAt(body, 'settings'))
  if (runtime.onDelete === undefined) {
    return { json: [tellError(501, `${definition.name} declares no deletion; it cannot delete users.`)] }
  }
  try {
    await runtime.onDelete(objectAt(body, 'payload'), objectAt(body, 'settings'))
    return { json: redactor.value(await exchangesOf(runtime.responses, redactor)) }
  } catch (error) {
    return { json: [describeError(error, redactor)] }
  }
}

/** POST /refreshAccessToken: a new token for OAuth credentials, which are the body. */
export const refreshAccessToken: Call = ({ runtime, redactorFor }, body) =>
  orRefusal(redactorFor(body), async () => ({ ok: true, data: await runtime.refreshAccessToken({}, body) }))

/** POST /createAudience: an audience at the vendor. */
export const createAudience: Call = ({ runtime, definition, redactorFor }, body) =>
  definition.audienceConfig === undefined
    ? refusal(`${definition.name} declares no audiences; there is nothing to create.`)
    : orRefusal(redactorFor(objectAt(body, 'settings')), () => runtime.createAudience(body))

/** POST /getAudience: whether the vendor has an audience. */
export const getAudience: Call = ({ runtime, definition, redactorFor }, body) =>
  definition.audienceConfig === undefined
    ? refusal(`${definition.name} declares no audiences; there is nothing to get.`)
    : orRefusal(redactorFor(objectAt(body, 'settings')), () => runtime.getAudience(body))

/** POST /<action>/<dynamicField>: the choices that a vendor offers for a field. */
export const readDynamicField: Call = ({ runtime, redactorFor }, body, { action = '', field = '' }) =>
  orServerError(redactorFor(objectAt(body, 'settings')), async () => {
    const choices = await actionIn(runtime.actions, action).executeDynamicField(field, dynamicInput(body))
    if (choices.error === undefined) return choices
    throw new DynamicFieldError(choices.error)
  })

/** POST /<action>/hooks/<hook>: what is done when a mapping is saved. */
export const runHook: Call = ({ runtime, redactorFor }, body, { action = '', hook = '' }) =>
  orServerError(redactorFor(objectAt(body, 'settings')), () =>
    actionIn(runtime.actions, action).executeHook(hook, dynamicInput(body))
  )

/** POST /<action>/hooks/<hook>/dynamic/<field>: the choices for a field of a hook. */
export const readHookField: Call = ({ runtime, redactorFor }, body, { action = '', hook = '', field = '' }) =>
  orServerError(redactorFor(objectAt(body, 'settings')), () => {
    const found = actionIn(runtime.actions, action)
    const choices = found.definition.hooks?.[hook]?.inputFields?.[field]?.dynamic
    if (typeof choices !== 'function') {
      throw new DynamicFieldError({
        message: `No dynamic field named ${field} found in the hook ${hook}.`,
        code: '404'
      })
    }
    return found.executeDynamicField(field, dynamicInput(body), choices)
  })

/** The error that a dynamic field tells in its answer. */
class DynamicFieldError extends Error {
  readonly code: string

  constructor({ message, code }: { readonly message: string; readonly code: string }) {
    super(message)
    this.code = code
  }
}

function actionIn<Action>(actions: Readonly<Record<string, Action>>, name: string): Action {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (action !== undefined) return action
  const known = Object.keys(actions).join(', ')
  throw new DynamicFieldError({ message: `There is no action "${name}"; there are ${known}.`, code: '404' })
}

const dynamicInput = (body: Values): Values => ({
  settings: objectAt(body, 'settings'),
  payload: objectAt(body, 'payload'),
  page: body['page'] ?? 1,
  auth: objectAt(body, 'auth'),
  audienceSettings: objectAt(body, 'audienceSettings'),
  hookInputs: objectAt(body, 'hookInputs')
})

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const refusal = (error: string): Answer => ({ status: 400, json: { ok: false, error } })

async function orRefusal(redactor: Redactor, call: () => Promise<unknown>): Promise<Answer> {
  try {
    return { json: redactor.value(await call()) }
  } catch (error) {
    return refusal(describeError(error, redactor).message)
  }
}

async function orServerError(redactor: Redactor, call: () => unknown): Promise<Answer> {
  try {
    return { json: redactor.value(await call()) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? { code: String(error.code) } : {}
    return { status: 500, json: [{ message: redactor.text(messageOf(error)), ...code }] }
  }
}
