import type { Moment } from '@waybill/server/operations'

/** One measure of the service over the last moments, for a chart. */
export interface Series {
  readonly title: string
  /** What the values are counted in, such as `a second`; empty for plain numbers. */
  readonly unit: string
  /** Oldest first. */
  readonly values: readonly number[]
}

/** What the page draws of the last quarter of an hour: rates are differences between two moments. */
export function seriesOf(moments: readonly Moment[]): readonly Series[] {
  const rate = (name: 'accepted' | 'delivered'): readonly number[] =>
    moments.slice(1).map((moment, index) => {
      const before = moments[index] ?? moment
      const seconds = (moment.at - before.at) / 1000
      return seconds > 0 ? Math.max(0, (moment.totals[name] - before.totals[name]) / seconds) : 0
    })
  return [
    { title: 'Accepted', unit: 'deliveries a second', values: rate('accepted') },
    { title: 'Delivered', unit: 'a second', values: rate('delivered') },
    { title: 'Waiting', unit: 'messages', values: moments.map(({ waiting }) => waiting) },
    { title: 'Dead letters', unit: 'messages', values: moments.map(({ deadLetters }) => deadLetters) }
  ]
}

/** The last moments of a quarter of an hour; a service that was started anew begins anew. */
export function withMoment(moments: readonly Moment[], moment: Moment): readonly Moment[] {
  const last = moments.at(-1)
  if (last !== undefined && moment.totals.accepted < last.totals.accepted) return [moment]
  return [...moments, moment].slice(-MOST)
}

const MOST = 180
