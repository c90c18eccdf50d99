import type { Series } from '../state/rates'

const WIDTH = 160
const HEIGHT = 32

/** A value of a chart, as short as it can be read. */
const shortNumber = (value: number): string =>
  value >= 10_000
    ? `${Math.round(value / 1000)} k`
    : value >= 100 || Number.isInteger(value)
      ? String(Math.round(value))
      : value.toFixed(1)

/** The value of now, and how it came to it; who does not see the line hears its ends. */
export function Sparkline({ series: { title, unit, values } }: { readonly series: Series }) {
  const now = values.at(-1)
  const most = Math.max(...values, 0)
  const said =
    now === undefined
      ? `${title}: nothing measured yet`
      : `${title}: ${shortNumber(now)} ${unit} now, at most ${shortNumber(most)} in the last quarter of an hour`
  return (
    <figure class="spark" aria-label={said}>
      <figcaption>
        <span class="soft small">{title}</span>
        <strong>{now === undefined ? '–' : shortNumber(now)}</strong>
        <span class="soft small">{unit}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <polyline class="spark-line" points={pointsOf(values, most)} vector-effect="non-scaling-stroke" />
      </svg>
    </figure>
  )
}

function pointsOf(values: readonly number[], most: number): string {
  const step = WIDTH / Math.max(1, values.length - 1)
  const height = (value: number) => HEIGHT - 2 - (most === 0 ? 0 : (value / most) * (HEIGHT - 4))
  return values.map((value, index) => `${(index * step).toFixed(1)},${height(value).toFixed(1)}`).join(' ')
}
