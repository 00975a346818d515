/** One line of the report: what was measured, its figures, and whether the target was reached. */
export interface Row {
  readonly what: string
  readonly figures: { readonly [name: string]: number }
  /** Subject against baseline, where there is one: the median over the rounds. */
  readonly ratio?: number
  readonly target: string
  /** Absent where there is no target yet. */
  readonly reached?: boolean
  /** What subject and baseline do. */
  readonly compared?: readonly [subject: string, baseline: string]
  /** What else a reader of the figures has to know. */
  readonly note?: string
  /** Why it was not measured; there are no figures then. */
  readonly skipped?: string
}

export interface Subject {
  readonly name: string
  /** Does the work `count` times. */
  run(count: number): void | Promise<void>
}

const usualRounds = 15
/** Rounds' worth of work before the first round that counts: the compiler has to come to rest. */
const warmUp = 5

/**
 * Measures two subjects that only compute, in turn, so that a machine that slows down slows both, and takes the median
 * of the rounds' ratios. Who goes first changes from round to round. One run holds `each` operations. What counts is
 * processor time: what else the machine does is not the subjects' doing.
 */
export async function compare(
  what: string,
  [subject, baseline]: readonly [Subject, Subject],
  options: {
    readonly count: number
    readonly each: number
    readonly rounds?: number
    /** Runs before the first round, as parts of `count`; 0 for subjects that have been at work already. */
    readonly before?: number
    readonly atLeast: number
  },
): Promise<Row> {
  const { count, each, rounds = usualRounds, before = warmUp, atLeast } = options
  await subject.run(count * before)
  await baseline.run(count * before)
  const pairs: { readonly subject: number; readonly baseline: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await processorTime(subject, count)
      pairs.push({ subject: first, baseline: await processorTime(baseline, count) })
    } else {
      const first = await processorTime(baseline, count)
      pairs.push({ subject: await processorTime(subject, count), baseline: first })
    }
  }
  const ratio = median(pairs.map((pair) => pair.baseline / pair.subject))
  const perSecond = (milliseconds: readonly number[]): number =>
    Math.round((count * each * 1000) / median(milliseconds))
  return {
    what,
    figures: {
      subjectPerSecond: perSecond(pairs.map((pair) => pair.subject)),
      baselinePerSecond: perSecond(pairs.map((pair) => pair.baseline)),
    },
    ratio: rounded(ratio),
    target: `>= ${atLeast}`,
    reached: ratio >= atLeast,
    compared: [subject.name, baseline.name],
  }
}

/** Operations a second of processor time of one subject: the median of several rounds after a warm-up. */
export async function perSecond(subject: Subject, count: number, rounds = usualRounds): Promise<number> {
  await subject.run(count * warmUp)
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await processorTime(subject, count))
  return (count * 1000) / median(times)
}

/** Milliseconds of processor time one run takes, the collection of garbage included. */
async function processorTime(subject: Subject, count: number): Promise<number> {
  const start = process.cpuUsage()
  await subject.run(count)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** The middle one; `NaN` of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The value below which so many of a hundred lie; `NaN` of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}

/** Middle and upper latencies as figures, in milliseconds. */
export function latencies(values: readonly number[], name = ''): { readonly [figure: string]: number } {
  return Object.fromEntries(
    [50, 95, 99].map((percent) => [`${name}P${percent}Milliseconds`, rounded(percentile(values, percent))]),
  )
}

/** Three places after the point: more would be noise. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
