import type { TestPage } from './browser'

/** The second part of every call of a library: the name of an event, or the attributes of a person. */
export const names = (calls: readonly unknown[]): readonly unknown[] =>
  calls.map((call) => (Array.isArray(call) ? (call as unknown[])[1] : call))

/** The events that a destination beside ours has got. */
export const others = ({ page }: TestPage): Promise<readonly string[]> => page.evaluate(() => window.testing.others)

/** What analytics.js told its server of where it has sent each event itself. */
export const bundled = ({ received }: TestPage): readonly unknown[] =>
  received.map(({ event, _metadata }) => [event, (_metadata as { readonly bundled: unknown }).bundled])
