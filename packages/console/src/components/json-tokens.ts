/** A piece of JSON text that has one colour. */
export interface JsonToken {
  readonly kind: 'key' | 'string' | 'atom' | 'punctuation'
  readonly text: string
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|true|false|null)|([^"\w-]+|.)/gs

/** A value as indented JSON, in pieces. */
export const jsonTokens = (value: unknown): readonly JsonToken[] =>
  Array.from((JSON.stringify(value, null, 2) ?? 'nothing').matchAll(TOKEN)).flatMap(
    ([, string, colon, atom, rest]): readonly JsonToken[] => {
      if (string !== undefined) {
        return colon === undefined
          ? [{ kind: 'string', text: string }]
          : [
              { kind: 'key', text: string },
              { kind: 'punctuation', text: colon }
            ]
      }
      return atom === undefined ? [{ kind: 'punctuation', text: rest ?? '' }] : [{ kind: 'atom', text: atom }]
    }
  )
