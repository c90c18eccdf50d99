/** How something stands: colour, always beside a word that says the same. */
export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'none'

export function Tag({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return <span class={`tag tone-${tone}`}>{children}</span>
}
