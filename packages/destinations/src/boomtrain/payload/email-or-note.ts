import { isEmail } from '@waybill/kit'

/** An e-mail address; anything else is left out with a note, so that it never costs the event. */
export function emailOrNote(email: string | undefined, note: (text: string) => void): string | undefined {
  if (!email || isEmail(email)) return email || undefined
  note('The Email was left out: it is not an e-mail address.')
  return undefined
}
