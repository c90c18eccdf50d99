/** What the vendor's answer means for one item. What happens next is the runner's decision alone. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | { readonly kind: 'rejected'; readonly status: number; readonly reason: string }
  /** May heal by itself: `status` is absent when there was no answer. */
  | { readonly kind: 'retry'; readonly status?: number; readonly reason: string }

/**
 * What one exchange means for the items it carried, in their order; or that the vendor refused all of them together
 * without naming one, so that sending them in smaller parts finds the culprit.
 */
export type Verdict =
  | { readonly kind: 'each'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'refused-whole'; readonly status: number; readonly reason: string }
