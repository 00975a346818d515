import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import { useTheme } from '../../app/theme.js'
import { useLanguage } from '../../i18n/use-local-text.js'
import 'uplot/dist/uPlot.min.css'

/** A line of a chart: its name, its numbers, the colour of the style sheet it has, and how it is dashed. */
export interface ChartLine {
  readonly name: string
  readonly color: string
  readonly dash: number[]
  readonly values: readonly number[]
}

const height = 240

/** Numbers over time as lines, which differ by their dashes too. What it says stands in a table beside it. */
export function Chart({
  days,
  lines,
  caption,
}: {
  readonly days: readonly string[]
  readonly lines: readonly ChartLine[]
  readonly caption: string
}) {
  const { isDark } = useTheme()
  const language = useLanguage()
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = frame.current
    if (!place) return undefined
    const plot = new UPlot(
      plotOf(place, lines, language),
      [days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000), ...lines.map(({ values }) => [...values])],
      place,
    )
    const observer = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height }))
    observer.observe(place)
    return () => {
      observer.disconnect()
      plot.destroy()
    }
  }, [days, lines, language, isDark])
  return <div ref={frame} className="chart" role="img" aria-label={caption} />
}

function plotOf(place: HTMLElement, lines: readonly ChartLine[], language: string): UPlot.Options {
  const style = getComputedStyle(place)
  const color = (name: string): string => style.getPropertyValue(name)
  const dates = new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' })
  const axis: UPlot.Axis = {
    stroke: color('--soft'),
    grid: { stroke: color('--line'), width: 1 },
    ticks: { stroke: color('--line'), width: 1 },
  }
  return {
    width: place.clientWidth,
    height,
    cursor: { show: false },
    legend: { show: false },
    // Days are days already, in the zone of the house.
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    axes: [
      { ...axis, values: (_plot, at) => at.map((seconds) => dates.format(seconds * 1000)) },
      { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000] },
    ],
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(1, most)] } },
    series: [
      {},
      ...lines.map((line) => ({
        label: line.name,
        stroke: color(line.color),
        width: 2,
        dash: line.dash,
        points: { show: line.values.length < 40 },
      })),
    ],
  }
}
