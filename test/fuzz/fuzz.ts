import { verifyStore, type CheckedWorkflows } from '../../engine/index.js'
import { carryOut } from './carry-out.js'
import { checkAnswer, checkCase, checkNothingDue, checkOutcome, checkStored, FuzzFault } from './checks.js'
import { chooseMove } from './choose-move.js'
import { openFuzzWorld, type FuzzWorld } from './fuzz-world.js'
import type { Move } from './move.js'
import { Random } from './random.js'

/** What a run has done. */
export interface FuzzReport {
  readonly seed: number
  readonly moves: number
  readonly cases: number
  readonly accepted: number
  /** By code of the refusal or error. */
  readonly refused: { readonly [code: string]: number }
  /** Processes of which a case began. */
  readonly processes: number
  /** Outcomes of cases that ended. */
  readonly ended: number
  /** What was asked for outside, by how it stands in the end. */
  readonly effects: { readonly [status: string]: number }
  /** Effects nobody could deliver, settled ones among them. */
  readonly incidents: number
  readonly fault?: { readonly message: string; readonly stack: string; readonly last: readonly Move[] }
}

/** How many of the last moves are shown with a fault. */
const mostShown = 12

/** Every so many moves all cases are looked at, and not only the one at hand. */
const lookAtAllEvery = 100

/**
 * Sends random things to random processes on a real engine and checks after each that what must hold holds. The seed
 * decides everything: the same one does the same again. Ends at the first fault, which is in the report.
 */
export async function fuzz(
  workflows: CheckedWorkflows,
  { seed, goesOn }: { readonly seed: number; readonly goesOn: (moves: number) => boolean },
): Promise<FuzzReport> {
  const world = await openFuzzWorld(workflows, new Random(seed))
  const run = new Run(world)
  try {
    while (goesOn(run.moves)) {
      await run.next()
      if (run.moves % lookAtAllEvery === 0) for (const id of world.cases) await checkCase(world, id)
    }
    await run.end()
    return await run.report(seed)
  } catch (error) {
    return { ...(await run.report(seed)), fault: faultOf(error, run.last) }
  } finally {
    await world.close()
  }
}

class Run {
  moves = 0
  last: readonly Move[] = []
  #accepted = 0
  readonly #refused = new Map<string, number>()
  readonly #world: FuzzWorld

  constructor(world: FuzzWorld) {
    this.#world = world
  }

  async next(): Promise<void> {
    const world = this.#world
    // What is due changes cases by itself; most moves are made when nothing is, so that every change is theirs.
    const isSettled = world.random.chance(0.75)
    if (isSettled) await this.#settle()
    const move = await chooseMove(world)
    this.moves += 1
    this.last = [...this.last, move].slice(-mostShown)
    const id = await instanceOf(world, move)
    const before = { record: id === undefined ? undefined : await world.engine.get(id), isSettled }
    const outcome = await carryOut(world, move)
    this.#count(outcome)
    checkOutcome(move, outcome, before)
    await checkStored(world, outcome, before)
    if (!('dryRun' in move && move.dryRun)) await checkAnswer(world, outcome)
    if (outcome.kind === 'answer' && !outcome.answer.refused && move.kind === 'create')
      world.cases.push(outcome.answer.instance.id)
    if (before.record) await checkCase(world, before.record.id)
  }

  async end(): Promise<void> {
    await this.#settle()
    for (const id of this.#world.cases) await checkCase(this.#world, id)
    const { findings } = await verifyStore(this.#world.engine.store)
    if (findings.length > 0) throw new FuzzFault(`verify found: ${JSON.stringify(findings.slice(0, 3))}`)
  }

  async report(seed: number): Promise<FuzzReport> {
    const { cases, engine } = this.#world
    const records = await Promise.all(cases.map((id) => engine.get(id)))
    return {
      ...{ seed, moves: this.moves, cases: cases.length, accepted: this.#accepted },
      refused: Object.fromEntries([...this.#refused].sort(([, a], [, b]) => b - a)),
      processes: new Set(records.map((record) => record?.process)).size,
      ended: records.filter((record) => record?.status === 'ended').length,
      effects: await this.#counted(
        'select status as name, count(*) as count from aftercare_effects group by 1',
      ),
      incidents:
        (await this.#counted(`select 'all' as name, count(*) as count from aftercare_incidents`))['all'] ?? 0,
    }
  }

  async #counted(statement: string): Promise<Record<string, number>> {
    const rows = await this.#world.db.raw<{ readonly name: string; readonly count: number }[]>(statement)
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
  }

  async #settle(): Promise<void> {
    const { engine, cases } = this.#world
    await engine.runDue()
    await checkNothingDue(this.#world)
    // Cases that other cases began are worked on too.
    const { items } = await engine.list({}, { limit: 100, sort: 'created' })
    for (const { id } of [...items].reverse()) if (!cases.includes(id)) cases.push(id)
  }

  #count(outcome: Awaited<ReturnType<typeof carryOut>>): void {
    if (outcome.kind === 'done') return
    const code = outcome.kind === 'error' ? outcome.error.code : outcome.answer.refused?.code
    if (code === undefined) this.#accepted += 1
    else this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1)
  }
}

async function instanceOf({ engine }: FuzzWorld, move: Move): Promise<string | undefined> {
  if ('instance' in move) return move.instance
  if ('task' in move) return (await engine.task(move.task))?.instance
  if ('incident' in move) return (await engine.incident(move.incident))?.instance
  return undefined
}

function faultOf(error: unknown, last: readonly Move[]): NonNullable<FuzzReport['fault']> {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const cause =
    error instanceof Error && error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? ''}` : ''
  return { message, stack: `${stack}${cause}`, last }
}
