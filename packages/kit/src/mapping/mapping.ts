/** A mapping as a user writes it: any JSON value, in which objects with one `@…` key are directives. */
export type Mapping =
  string | number | boolean | null | readonly Mapping[] | { readonly [key: string]: Mapping | undefined }
