import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { arch, cpus, platform, totalmem } from 'node:os'
import { busyCores } from './busy-cores.js'
import type { Row } from './measure.js'
import { readOptions, type BenchOptions } from './read-options.js'
import { loadLife } from './repair-life.js'
import { mergeReports, reportPage, reportTable, type Report, type SectionReport } from './report.js'
import { sections } from './sections.js'

/**
 * Runs the sections and writes what they found with the machine they ran on: JSON into `bench/results`, a table to the
 * terminal. `--quick` takes smaller sizes, `--only NAME` (as often as wanted) some sections, `--write PAGE.md` makes a page
 * and its JSON beside it, `--from REPORT.json` (as often as wanted) takes what was measured before; with `--only` beside it
 * those sections are measured again. Rows that only compute count processor time, rows that write count the time on the
 * clock.
 */
const values = optionsOf(process.argv.slice(2))

const kept: Report[] = []
for (const file of values.from) kept.push(JSON.parse(await readFile(file, 'utf8')) as Report)
const report = mergeReports(
  values.from.length > 0 && values.only.length === 0 ? kept : [...kept, await measured()],
)
process.stdout.write(`${reportTable(report)}\n`)
if (values.write !== undefined) {
  await writeFile(values.write.replace(/\.md$/, '.json'), `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(values.write, reportPage(report))
}

/** A wrong call ends the program with 2, and one line that says what is wrong. */
function optionsOf(args: readonly string[]): BenchOptions {
  try {
    return readOptions(
      args,
      sections.map(({ name }) => name),
    )
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  }
}

/** Each section is kept as soon as it is measured: a run may take hours. */
async function measured(): Promise<Report> {
  await mkdir('bench/results', { recursive: true })
  const file = `bench/results/${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}-${process.pid}.json`
  process.stderr.write(`${file}\n`)
  const life = await loadLife()
  const found: SectionReport[] = []
  const made = (): Report => ({ machine: thisMachine(), sections: found })
  for (const { name, run } of sections) {
    if (values.only.length > 0 && !values.only.includes(name)) continue
    process.stderr.write(`${name} …\n`)
    const before = await busyCores()
    const rows = await run(life, values.quick).catch((error: unknown) => failed(name, error))
    const others = { before, after: await busyCores() }
    found.push({ name, at: new Date().toISOString(), quick: values.quick, others, rows })
    await writeFile(file, `${JSON.stringify(made(), null, 2)}\n`)
  }
  return made()
}

/** A section that fails does not take those with it that were measured before. */
function failed(name: string, error: unknown): readonly Row[] {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`\n*** FAILED: ${name}. ${reason} ***\n\n`)
  process.exitCode = 1
  return [{ what: name, figures: {}, target: 'none', skipped: `it failed: ${reason.split('\n')[0] ?? ''}` }]
}

function thisMachine(): Report['machine'] {
  return {
    node: process.version,
    platform: platform(),
    arch: arch(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  }
}
