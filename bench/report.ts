import type { Row } from './measure.js'

/** What one section has found. */
export interface SectionReport {
  readonly name: string
  readonly at: string
  /** Smaller sizes, fewer rounds. */
  readonly quick: boolean
  /** Cores that others kept busy right before it and right after it. */
  readonly others: { readonly before: number; readonly after: number }
  readonly rows: readonly Row[]
}

/** What was found on one machine. */
export interface Report {
  readonly machine: {
    readonly node: string
    readonly platform: string
    readonly arch: string
    readonly cpu: string
    readonly cores: number
    readonly memoryGiB: number
  }
  readonly sections: readonly SectionReport[]
}

/**
 * One report of several: a section of a later one takes the place of the same section of an earlier one. Throws where
 * they come from different machines.
 */
export function mergeReports(reports: readonly Report[]): Report {
  const [first] = reports
  if (!first) throw new Error('Expected a report, but there is none.')
  const sections = new Map<string, SectionReport>()
  for (const { machine, sections: own } of reports) {
    if (JSON.stringify(machine) !== JSON.stringify(first.machine))
      throw new Error('Expected reports of one machine, but they come from different ones.')
    for (const section of own) sections.set(section.name, section)
  }
  return { machine: first.machine, sections: [...sections.values()] }
}

/** Cores of others: with more of them busy, they had a part in the figures. */
const quiet = 0.5

/** The page made of a report: the machine and its load, a table of targets, all figures. */
export function reportPage({ machine, sections }: Report): string {
  const rows = sections.flatMap((section) => section.rows)
  return `# Performance

This page is made from [performance.json](performance.json) by \`npm run bench -- --write docs/performance.md\`; edit neither.
Figures of two machines say nothing about each other; ratios of one run do. Floors write the same rows as a send does,
taken from a recorded run. Where a ratio stands, it is the subject's figure against the baseline's.

Measured with Node ${machine.node} on ${machine.platform} ${machine.arch}, ${machine.cores} cores of "${machine.cpu}",
${machine.memoryGiB} GiB.${sections.some((section) => isShared(section)) ? sharedSentence : ''}

## Against targets

| what | figure | target | reached |
| --- | --- | --- | --- |
${rows.filter(hasTarget).map(targetLine).join('\n')}

## All figures

${sections.map((section) => sectionPart(section)).join('\n\n')}
`
}

const sharedSentence = `

**The machine was shared with other work in the sections that say so. Rates are lower bounds,
latencies upper ones, and ratios between what waits for the disk and what computes are noise. They are to be measured
again on a quiet machine; no target counts as reached or missed for good by them.**`

function isShared({ others }: SectionReport): boolean {
  return others.before > quiet || others.after > quiet
}

function sectionPart({ name, at, quick, others, rows }: SectionReport): string {
  const sizes = quick ? ', with the smaller sizes of `--quick`' : ''
  return `## ${name}

Measured at ${at.slice(0, 16).replace('T', ' ')} UTC${sizes}; others kept ${others.before.toFixed(1)} cores busy before it, ${others.after.toFixed(1)} after it.

${rows.map(details).join('\n\n')}`
}

function hasTarget({ reached, skipped }: Row): boolean {
  return reached !== undefined || skipped !== undefined
}

function targetLine({ what, ratio, figures, target, reached, skipped }: Row): string {
  if (skipped !== undefined) return `| ${what} | **skipped**: ${skipped} | ${target} | – |`
  const figure = ratio ?? Object.values(figures).at(-1) ?? Object.values(figures)[0]
  return `| ${what} | ${figure === undefined ? '–' : number(figure)} | ${target} | ${reached === true ? 'yes' : '**no**'} |`
}

function details({ what, figures, compared, note, skipped }: Row): string {
  const lines = [
    `### ${what}`,
    ...(skipped === undefined ? [] : [`**Skipped**: ${skipped}`]),
    ...(compared ? [`Subject: ${compared[0]}. Baseline: ${compared[1]}.`] : []),
    ...(note === undefined ? [] : [note]),
    Object.entries(figures)
      .map(([name, value]) => `- ${words(name)}: ${number(value)}`)
      .join('\n'),
  ]
  return lines.filter((line) => line !== '').join('\n\n')
}

/** `p99Milliseconds` → `p99 milliseconds`. */
function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/(At)(\d)/g, '$1 $2')
    .toLowerCase()
}

/** With commas between thousands, as far as a reader can tell the difference. */
function number(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 3 })
}

/** The figures for a terminal: a line a row. */
export function reportTable({ sections }: Report): string {
  return sections
    .flatMap(({ rows }) => rows)
    .map((row) => {
      if (row.skipped !== undefined) return `SKIPPED  ${row.what}: ${row.skipped}`
      const mark = row.reached === undefined ? '        ' : row.reached ? 'reached ' : 'MISSED  '
      const figures = Object.entries(row.figures)
        .map(([name, value]) => `${words(name)} ${number(value)}`)
        .join(', ')
      const ratio = row.ratio === undefined ? '' : `ratio ${number(row.ratio)}, `
      return `${mark} ${row.what} (target ${row.target}): ${ratio}${figures}`
    })
    .join('\n')
}
