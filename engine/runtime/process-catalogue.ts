import { compileProcess } from '../definition/index.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { Calendar } from '../time/calendar.js'
import { plainCalendar } from '../time/index.js'
import { EngineError, type Problem } from '../errors/index.js'
import type { Store, StoreReads, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { refuseErrors } from './load-workflows.js'
import { refuseMissingCalendars } from './missing-calendars.js'

/** What a process without a calendar counts in. */
const plainTime = plainCalendar('UTC')

/** Versions kept compiled besides the current ones; the one compiled first makes room. */
const mostEarlier = 100

/** The processes cases can begin with now, and every version running cases still need. */
export class ProcessCatalogue {
  /** Current versions by hash. */
  readonly #byHash = new Map<string, CheckedProcess>()
  /** Versions that only running cases still need, compiled from the database, by hash. */
  readonly #earlier = new Map<string, CheckedProcess>()
  /** Newest version by process and profile ('' stands for none). */
  readonly #current = new Map<string, Map<string, CheckedProcess>>()
  #calendars: ReadonlyMap<string, Calendar> = new Map()

  /**
   * Stores the versions of a checked folder and makes them current, in place of those before: a process that is no
   * longer there cannot be begun. One that uses constructs this release does not run yet is left out and named in
   * the problems. The calendars replace the earlier ones. Throws `definition-invalid` when a file has an error, or
   * when an open case needs a calendar that is not there any more, and changes nothing then.
   */
  async deploy(store: Store, workflows: CheckedWorkflows, at: Instant): Promise<readonly Problem[]> {
    refuseErrors(workflows.problems)
    const runnable = workflows.processes.filter((process) => process.notYetRun.length === 0)
    await store.transaction(async (tx) => {
      await refuseMissingCalendars(tx, workflows.calendars)
      for (const process of runnable) await keepVersion(tx, process, at)
    })
    this.#calendars = workflows.calendars
    this.#current.clear()
    this.#byHash.clear()
    for (const process of runnable) this.#makeCurrent(process)
    return workflows.processes
      .filter((process) => process.profile === undefined)
      .flatMap((process) => process.notYetRun.map((part) => notYetRun(process.id, part)))
  }

  /** Every current version, by process and profile. */
  all(): readonly CheckedProcess[] {
    return [...this.#current.values()].flatMap((profiles) => [...profiles.values()])
  }

  /** The version a new case begins with. */
  current(process: string, profile?: string): CheckedProcess | undefined {
    return this.#current.get(process)?.get(profile ?? '')
  }

  has(process: string): boolean {
    return this.#current.has(process)
  }

  /** Profiles a process can begin with; '' stands for the parameters' own defaults. */
  profiles(process: string): readonly string[] {
    return [...(this.#current.get(process)?.keys() ?? [])]
  }

  /** The version a running case stays on, compiled again from the database when it is no longer in the folder. */
  async version(reads: StoreReads, hash: string): Promise<CheckedProcess> {
    const known = this.#byHash.get(hash) ?? this.#earlier.get(hash)
    if (known) return known
    const row = await reads.processVersion(hash)
    if (!row)
      throw new EngineError(
        'record-does-not-fit',
        `Expected the process version ${hash}, but the database does not hold it.`,
      )
    const { process, problems } = compileProcess(row.resolved)
    if (!process)
      throw new EngineError(
        'definition-invalid',
        `Expected version ${row.version} of '${row.process}' to compile, but: ${problems[0]?.message ?? 'unknown'}`,
      )
    this.#keepEarlier(process)
    return process
  }

  /** The calendar a process counts in. Calendars are world: the newest applies to running cases too. */
  calendarOf(process: CheckedProcess): Calendar {
    if (process.calendar === undefined) return plainTime
    const calendar = this.#calendars.get(process.calendar)
    if (!calendar)
      throw new EngineError(
        'definition-invalid',
        `Expected the calendar '${process.calendar}' of '${process.id}', but no file defines it.`,
      )
    return calendar
  }

  #keepEarlier(process: CheckedProcess): void {
    const [first] = this.#earlier.keys()
    if (first !== undefined && this.#earlier.size >= mostEarlier) this.#earlier.delete(first)
    this.#earlier.set(process.hash, process)
  }

  #makeCurrent(process: CheckedProcess): void {
    this.#byHash.set(process.hash, process)
    const profiles = this.#current.get(process.id) ?? new Map<string, CheckedProcess>()
    profiles.set(process.profile ?? '', process)
    this.#current.set(process.id, profiles)
  }
}

/** Stores a version, so that its cases can go on when the folder has changed. One that is stored already stays. */
export async function keepVersion(tx: StoreTransaction, process: CheckedProcess, at: Instant): Promise<void> {
  if ((await tx.processVersion(process.hash)) !== undefined) return
  await tx.saveProcessVersion({
    hash: process.hash,
    process: process.id,
    version: process.version,
    ...(process.profile === undefined ? {} : { profile: process.profile }),
    resolved: process.resolved,
    deployedAt: at,
  })
}

function notYetRun(process: string, part: { construct: string; path: string }): Problem {
  return {
    code: 'not-yet-run',
    severity: 'error',
    message: `Expected a process this release can run, but '${process}' uses ${part.construct} at ${part.path}. It was checked and not deployed.`,
    found: part.construct,
    hint: `Take ${part.construct} out, or wait for the release that runs it.`,
  }
}
