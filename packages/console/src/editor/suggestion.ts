/** One thing that could be written at the cursor. */
export interface Suggestion {
  readonly label: string
  /** Few words beside the label, such as a type. */
  readonly detail?: string
  /** What it means, in a sentence. */
  readonly info?: string
  /** What is written; `${}` is where the cursor goes. @default the label */
  readonly template?: string
  /** Those with more come first. */
  readonly boost?: number
}

/** Suggestions for what begins at `from` and ends at `to`. */
export interface Suggestions {
  /** Where what has been typed begins: suggestions are chosen by it. */
  readonly from: number
  /** What is replaced: quotes included, behind the cursor too. */
  readonly replace: { readonly from: number; readonly to: number }
  readonly options: readonly Suggestion[]
}
