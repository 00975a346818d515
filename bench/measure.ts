import { performance } from 'node:perf_hooks'

/** What a run of one subject gave: operations per second. */
export interface Rate {
  readonly name: string
  readonly perSecond: number
}

/** Two subjects measured in turn, so that a machine that slows down slows both. */
export interface Comparison {
  readonly what: string
  readonly subject: Rate
  readonly baseline: Rate
  /** Median over the rounds of subject / baseline. */
  readonly ratio: number
  readonly target: string
  readonly reached: boolean
}

export interface Subject {
  readonly name: string
  /** Does the work `count` times. */
  run(count: number): void | Promise<void>
}

/** Measures two subjects in turn over several rounds and gives the median of the rounds' ratios. */
export async function compare(
  what: string,
  [subject, baseline]: readonly [Subject, Subject],
  options: { readonly count: number; readonly rounds?: number; readonly atLeast: number },
): Promise<Comparison> {
  const { count, rounds = 7, atLeast } = options
  await subject.run(count)
  await baseline.run(count)
  const pairs: { subject: number; baseline: number }[] = []
  for (let round = 0; round < rounds; round += 1)
    pairs.push({ subject: await rate(subject, count), baseline: await rate(baseline, count) })
  const ratio = median(pairs.map((pair) => pair.subject / pair.baseline))
  return {
    what,
    subject: { name: subject.name, perSecond: Math.round(median(pairs.map((pair) => pair.subject))) },
    baseline: { name: baseline.name, perSecond: Math.round(median(pairs.map((pair) => pair.baseline))) },
    ratio: Math.round(ratio * 1000) / 1000,
    target: `>= ${atLeast}`,
    reached: ratio >= atLeast,
  }
}

/** Operations per second of one subject: median of several rounds after a warm-up. */
export async function measure(subject: Subject, count: number, rounds = 7): Promise<Rate> {
  await subject.run(count)
  const rates: number[] = []
  for (let round = 0; round < rounds; round += 1) rates.push(await rate(subject, count))
  return { name: subject.name, perSecond: Math.round(median(rates)) }
}

async function rate(subject: Subject, count: number): Promise<number> {
  const start = performance.now()
  await subject.run(count)
  return (count * 1000) / (performance.now() - start)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
