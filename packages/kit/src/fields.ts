import type { Mapping } from './mapping'

export type FieldType = 'string' | 'text' | 'password' | 'number' | 'integer' | 'boolean' | 'datetime' | 'object'

export type FieldFormat =
  | 'date'
  | 'time'
  | 'date-time'
  | 'uri'
  | 'uri-reference'
  | 'uri-template'
  | 'email'
  | 'hostname'
  | 'ipv4'
  | 'ipv6'
  | 'regex'
  | 'uuid'
  | 'password'
  | 'text'

export type Choice = string | { readonly label: string; readonly value: string | number | boolean }

/** One condition on another field, as in Segment's `DependsOnConditions`. */
export interface FieldCondition {
  readonly fieldKey: string
  readonly operator: 'is' | 'is_not'
  readonly value?: string | number | boolean
}

/** When a field is required: all or any of the conditions hold. */
export interface FieldConditions {
  readonly match?: 'any' | 'all'
  readonly conditions: readonly FieldCondition[]
}

/**
 * One field of an action: what a user can map. The names and meanings are Segment's.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/packages/core/src/destination-kit/types.ts
 */
export interface Field {
  readonly label: string
  readonly description: string
  readonly type: FieldType
  readonly required?: boolean | FieldConditions
  readonly allowNull?: boolean
  readonly multiple?: boolean
  readonly additionalProperties?: boolean
  /** A literal, or mapping directives. */
  readonly default?: Mapping
  readonly choices?: readonly Choice[]
  readonly properties?: Readonly<Record<string, Field>>
  readonly format?: FieldFormat
  readonly minimum?: number
  readonly maximum?: number
  readonly placeholder?: string
  readonly category?: 'identifier' | 'data' | 'internal' | 'config' | 'sync' | 'hashedPII'
  readonly displayMode?: 'expanded' | 'normal' | 'collapsed'
  readonly defaultObjectUI?: 'keyvalue' | 'object' | 'keyvalue:only' | 'object:only' | 'arrayeditor'
  readonly disabledInputMethods?: readonly ('literal' | 'variable' | 'function' | 'enrichment' | 'freeform')[]
  readonly depends_on?: FieldConditions
  readonly unsafe_hidden?: boolean
  readonly readOnly?: boolean
}

/** The fields of an action, keyed by the name the payload carries. */
export type Fields = Readonly<Record<string, Field>>

/** One setting of a destination. `password` marks a secret: it is masked in everything that leaves the process. */
export interface SettingField {
  readonly label: string
  readonly description: string
  readonly type: 'string' | 'password' | 'number' | 'integer' | 'boolean'
  readonly required?: boolean
  readonly multiple?: boolean
  readonly default?: string | number | boolean
  readonly choices?: readonly Choice[]
  readonly format?: FieldFormat
  /** Of a number. A bound of 0 counts as none, as for fields. */
  readonly minimum?: number
  readonly maximum?: number
  /** A regular expression the whole value must match, with the sentence a user reads when it does not. */
  readonly pattern?: { readonly regex: string; readonly message: string }
  /** Says of a setting whose name sounds secret that anyone may see it, such as a key that stands in every web page. */
  readonly isPublic?: boolean
}

/** The settings of a destination, keyed by name. */
export type SettingFields = Readonly<Record<string, SettingField>>

type Simplify<Shape> = { [Key in keyof Shape]: Shape[Key] } & {}

type ScalarOf<Definition> = Definition extends { choices: readonly (infer Option)[] }
  ? Option extends { value: infer Value }
    ? Value
    : Option
  : Definition extends { type: 'number' | 'integer' }
    ? number
    : Definition extends { type: 'boolean' }
      ? boolean
      : Definition extends { type: 'datetime' }
        ? string | number
        : Definition extends { type: 'object'; properties: infer Properties }
          ? Definition extends { additionalProperties: true }
            ? Infer<Properties> & { readonly [key: string]: unknown }
            : Infer<Properties>
          : Definition extends { type: 'object' }
            ? { readonly [key: string]: unknown }
            : string

type ValueOf<Definition> =
  | (Definition extends { multiple: true } ? readonly ScalarOf<Definition>[] : ScalarOf<Definition>)
  | (Definition extends { allowNull: true } ? null : never)

type RequiredKeys<Definitions> = {
  [Key in keyof Definitions]: Definitions[Key] extends { required: true } ? Key : never
}[keyof Definitions]

/**
 * The value a set of field definitions describes: the settings or the payload, read-only.
 * A field is optional unless it says `required: true`.
 */
export type Infer<Definitions> = Simplify<
  {
    readonly [Key in keyof Definitions as Key extends RequiredKeys<Definitions> ? Key : never]: ValueOf<
      Definitions[Key]
    >
  } & {
    readonly [Key in keyof Definitions as Key extends RequiredKeys<Definitions> ? never : Key]?:
      ValueOf<Definitions[Key]> | undefined
  }
>
