/** A text as a TypeScript literal, in single quotes unless that would need more escapes, as Prettier writes it. */
export function quote(text: string): string {
  const mark = count(text, "'") > count(text, '"') ? '"' : "'"
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark
}

const count = (text: string, mark: string): number => text.split(mark).length - 1

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** A key as it stands in an object or an interface: quoted only where it has to be. */
export const propertyKey = (key: string): string => (IDENTIFIER.test(key) ? key : quote(key))
