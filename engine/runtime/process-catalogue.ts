import { compileProcess } from '../definition/index.js'
import type { Facts } from '../core/command.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { PriceLists } from '../definition/prices/price-table.js'
import type { Calendar } from '../time/calendar.js'
import { plainCalendar } from '../time/index.js'
import { EngineError, type Refusal } from '../errors/index.js'
import type { FactSource, Store, StoreReads, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { drainOf, type Switches } from './effects/switches.js'
import { refuseErrors } from './load-workflows.js'
import { refuseMissingCalendars } from './missing-calendars.js'
import { processDraining, unknownProcess, unknownProfile } from './plain-refusals.js'
import { namedCalendars } from './named-calendars.js'
import { StepFacts, type FactSources } from './step-facts.js'
import {
  changedVersions,
  CurrentVersions,
  versionChanged,
  versionRetired,
  type ChangedVersion,
  type ChangedVersions,
  type CurrentVersionsOptions,
} from './versions/index.js'

/** What a process without a calendar counts in. */
const plainTime = plainCalendar('UTC')

/** Versions kept compiled besides the current ones; the one compiled first makes room. */
const mostEarlier = 100

/** The processes cases can begin with now, and every version running cases still need. */
export class ProcessCatalogue {
  /** Versions of the folder by hash. */
  readonly #byHash = new Map<string, CheckedProcess>()
  /** Versions that the folder does not have, compiled from the database, by hash. */
  readonly #earlier = new Map<string, CheckedProcess>()
  readonly #versions: CurrentVersions
  #calendars: ReadonlyMap<string, Calendar> = new Map()
  #prices: PriceLists = new Map()
  #roleTitles: NonNullable<Facts['roleTitles']> = {}
  #calendarsIf: CheckedWorkflows['calendarsIf']
  readonly #people: FactSources['people']
  readonly #switches: Pick<Switches, 'isOn'> | undefined

  /** `people`: everybody work can be given to. `switches`: tell which processes take no new cases; none unless given. */
  constructor(
    people: FactSources['people'] = () => Promise.resolve([]),
    switches?: Pick<Switches, 'isOn'>,
    reading: Pick<CurrentVersionsOptions, 'clock' | 'pollInterval' | 'log'> = {},
  ) {
    this.#people = people
    this.#switches = switches
    this.#versions = new CurrentVersions({
      ...reading,
      compile: (reads, hash) => this.version(reads, hash),
      lacks: (process) => this.#lackedBy(process),
    })
  }

  /** Why no case of a process begins now: an operator drains it. `undefined` where one may. */
  async beginRefusal(reads: StoreReads, process: string): Promise<Refusal | undefined> {
    const isDrained = (await this.#switches?.isOn(drainOf(process), reads)) ?? false
    return isDrained ? processDraining(process) : undefined
  }

  /**
   * Stores the versions of a checked folder and makes them current, in place of those before: a process that is no
   * longer there cannot be begun. The calendars replace the earlier ones. Throws `definition-invalid` when a file has an error, or
   * when an open case needs a calendar that is not there any more, and changes nothing then. Gives the versions whose
   * content is another than the database knows by their name; throws `version-changed` instead where these are refused.
   */
  async deploy(
    store: Store,
    workflows: CheckedWorkflows,
    at: Instant,
    mode: ChangedVersions = 'allowed',
  ): Promise<readonly ChangedVersion[]> {
    refuseErrors(workflows.problems)
    const changed = await store.transaction(
      async (tx) => {
        await tx.holdProcesses([...new Set(workflows.processes.map(({ id }) => id))])
        const found = changedVersions(workflows.processes, await tx.processVersions())
        if (found.length > 0 && mode === 'refused') throw versionChanged(found)
        await refuseMissingCalendars(tx, workflows.calendars, (hash) => this.version(tx, hash))
        for (const process of workflows.processes) await keepVersion(tx, process, at)
        for (const calendar of workflows.calendars.values()) await keepCalendar(tx, calendar, at)
        return found
      },
      { name: 'deploy' },
    )
    const read = await this.#versions.read(store.read)
    this.#calendars = workflows.calendars
    this.#prices = workflows.prices ?? new Map()
    this.#roleTitles = titlesIn(workflows.organisation)
    this.#calendarsIf = workflows.calendarsIf
    this.#byHash.clear()
    for (const process of workflows.processes) this.#byHash.set(process.hash, process)
    this.#versions.replaceFolder(workflows.processes, read)
    return changed
  }

  /** Heeds what was deployed and retired on other nodes, once a poll; `anew`: now. */
  refresh(reads: StoreReads, options?: { readonly anew?: boolean }): Promise<void> {
    return this.#versions.refresh(reads, options)
  }

  /** Every current version, by process and profile. */
  all(): readonly CheckedProcess[] {
    return [...this.#versions.chosen.current.values()].flatMap((profiles) => [...profiles.values()])
  }

  /** The version a new case begins with. */
  current(process: string, profile?: string): CheckedProcess | undefined {
    return this.#versions.chosen.current.get(process)?.get(profile ?? '')
  }

  /** The same, or why no case begins: there is no such process or profile, or its version was retired. */
  startable(process: string, profile?: string): CheckedProcess | Refusal {
    const found = this.current(process, profile)
    if (found) return found
    const retired = this.#versions.chosen.retired.get(process)?.get(profile ?? '')
    if (retired) return versionRetired(retired)
    if (this.has(process)) return unknownProfile(process, profile ?? '', this.profiles(process))
    return unknownProcess(process, [...this.#versions.chosen.current.keys()])
  }

  /** Whether new cases begin with the version of a hash. */
  isCurrent(hash: string): boolean {
    return this.#versions.isCurrent(hash)
  }

  has(process: string): boolean {
    return this.#versions.chosen.current.has(process)
  }

  /** Profiles a process can begin with; '' stands for the parameters' own defaults. */
  profiles(process: string): readonly string[] {
    return [...(this.#versions.chosen.current.get(process)?.keys() ?? [])]
  }

  /** The version a running case stays on, compiled again from the database when it is no longer in the folder. */
  async version(reads: Pick<StoreReads, 'processVersion'>, hash: string): Promise<CheckedProcess> {
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

  /** All calendars by id. */
  get calendars(): ReadonlyMap<string, Calendar> {
    return this.#calendars
  }

  /** What they would be if one were another, where that is known of those that extend it. */
  get calendarsIf(): CheckedWorkflows['calendarsIf'] {
    return this.#calendarsIf
  }

  /** A calendar by its id. Throws `usage-wrong` where there is none. */
  known(calendar: string): Calendar {
    const found = this.#calendars.get(calendar)
    if (found) return found
    const ids = [...this.#calendars.keys()].join(', ') || 'none'
    throw new EngineError(
      'usage-wrong',
      `Expected the id of a calendar, but found '${calendar}'. There are: ${ids}.`,
    )
  }

  /** Hash of the newest version of a calendar; `undefined` where there is none. */
  hashOf(calendar: string): string | undefined {
    return this.#calendars.get(calendar)?.hash ?? (calendar === plainTime.id ? plainTime.hash : undefined)
  }

  /** What a step of a process reads of the world, without the series it draws from. */
  factsOf(process: CheckedProcess): Facts {
    return { ...factsIn(process, this.#calendars, this.#prices), roleTitles: this.#roleTitles }
  }

  /** The facts of one transaction on cases of a process. */
  stepFacts(rows: FactSource, process: CheckedProcess): StepFacts {
    return new StepFacts({ rows, people: () => this.#people() }, this.factsOf(process))
  }

  /** The calendar a process counts in. Calendars are world: the newest applies to running cases too. */
  calendarOf(process: CheckedProcess): Calendar {
    return calendarIn(process, this.#calendars)
  }

  #keepEarlier(process: CheckedProcess): void {
    const [first] = this.#earlier.keys()
    if (first !== undefined && this.#earlier.size >= mostEarlier) this.#earlier.delete(first)
    this.#earlier.set(process.hash, process)
  }

  /** Nobody could count the clocks of a case without. */
  #lackedBy(process: CheckedProcess): string | undefined {
    const gone = namedCalendars(process).find((id) => !this.#calendars.has(id))
    return gone === undefined ? undefined : `no file defines its calendar '${gone}'.`
  }
}

/** What a step of a process reads of a world with these calendars, without the series it draws from. */
export function factsIn(
  process: CheckedProcess,
  calendars: ReadonlyMap<string, Calendar>,
  prices: PriceLists = new Map(),
): Facts {
  const calendar = calendarIn(process, calendars)
  return { calendar, calendars, ...(prices.size > 0 && { prices: Object.fromEntries(prices) }), series: {} }
}

function titlesIn({ roles }: CheckedWorkflows['organisation']): NonNullable<Facts['roleTitles']> {
  return Object.fromEntries(Object.entries(roles).map(([role, { title }]) => [role, title]))
}

function calendarIn(process: CheckedProcess, calendars: ReadonlyMap<string, Calendar>): Calendar {
  if (process.calendar === undefined) return plainTime
  const calendar = calendars.get(process.calendar)
  if (calendar) return calendar
  throw new EngineError(
    'definition-invalid',
    `Expected the calendar '${process.calendar}' of '${process.id}', but no file defines it.`,
  )
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

/** Stores a calendar, so that a change can be compared with what was in force. */
function keepCalendar(tx: StoreTransaction, { id, hash, definition }: Calendar, at: Instant): Promise<void> {
  return tx.saveCalendarVersion({ id, hash, definition, deployedAt: at })
}
