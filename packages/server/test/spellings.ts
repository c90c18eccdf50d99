/** So many characters of a secret are no accident. */
const TELLING = 6

/** How the beginning of a secret may be spelled: as it is, and in Base64 wherever it begins there. */
export const spellingsOf = (secret: string): readonly string[] => [
  secret.slice(0, TELLING),
  ...['', 'x', 'xx'].map((before) =>
    Buffer.from(before + secret)
      .toString('base64')
      .slice(4, 16)
  )
]

/** Those of the secrets that are somewhere in a text. */
export const secretsIn = (text: string, secrets: readonly string[]): readonly string[] =>
  secrets.filter((secret) => spellingsOf(secret).some((spelling) => text.includes(spelling)))
