import { isEmail, reject, skip } from '@waybill/kit'
import type { ItemsInput, NoItems } from '@waybill/kit'
import type { Settings } from '../settings'

export type Note = (text: string) => void

/** What an event says of whom it is about. */
export type Person = {
  readonly external_id?: string | undefined
  readonly braze_id?: string | undefined
  readonly user_alias?: { readonly [key: string]: unknown } | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly anonymous_id?: string | undefined
}

/** The one way Braze is told whom an object is about. */
export type Identifier =
  | { readonly external_id: string }
  | { readonly braze_id: string }
  | { readonly user_alias: { readonly alias_name: string; readonly alias_label: string } }
  | { readonly email: string }
  | { readonly phone: string }

/**
 * The surest identifier there is, and only that one: an ID of the customer's, Braze's own, an alias, an e-mail, a phone.
 * Where both an e-mail and a phone stand in a request, Braze uses the e-mail.
 *
 * @see https://www.braze.com/docs/api/endpoints/user_data/post_user_track
 */
export function identifierOf(person: Person, note: Note): Identifier | undefined {
  if (person.external_id) return { external_id: person.external_id }
  if (person.braze_id) return { braze_id: person.braze_id }
  const alias = person.user_alias && completeAlias(person.user_alias, note)
  if (alias !== undefined) return { user_alias: alias }
  if (person.email) {
    if (isEmail(person.email)) return { email: person.email }
    note('Email does not identify the user: it is not an e-mail address.')
  }
  return person.phone ? { phone: person.phone } : undefined
}

function completeAlias({ alias_name, alias_label }: { readonly [key: string]: unknown }, note: Note) {
  if (typeof alias_name === 'string' && alias_name !== '' && typeof alias_label === 'string' && alias_label !== '') {
    return { alias_name, alias_label }
  }
  note('User Alias does not identify the user: it needs both an alias_name and an alias_label.')
  return undefined
}

/** An object about someone, to which is added what there is to say; or why there is none. */
export type Addressed = { readonly item: Record<string, unknown> } | { readonly noItems: NoItems }

/** Starts the object of an attribute, an event or a purchase with whom it is about. */
export function address({ payload, settings, note }: ItemsInput<Settings, Person>): Addressed {
  const identifier = identifierOf(payload, note)
  if (identifier === undefined) return { noItems: nobody(payload) }
  const item: Record<string, unknown> = identifier
  if (settings.updateExistingOnly === true) item['_update_existing_only'] = true
  // Of users known by an alias, Braze creates none unless told so, and would drop their data without a word:
  // https://www.braze.com/docs/api/objects_filters/event_object/#update-existing-profiles-only
  else if ('user_alias' in identifier) item['_update_existing_only'] = false
  return { item }
}

/** Why nothing is sent for an event that Braze cannot know the user of. */
const nobody = ({ anonymous_id }: Person): NoItems =>
  anonymous_id
    ? skip(
        'the person is anonymous: Braze needs an external ID, a braze_id, a user alias, an e-mail address or a phone'
      )
    : reject(
        'There is no one to send this for: it needs an external ID, a braze_id, a user alias, an e-mail address or a phone.'
      )
