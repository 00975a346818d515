import type { CheckedProcess } from '../../definition/checked-process.js'
import { EngineError } from '../../errors/index.js'
import type { StoreReads, VersionStanding } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { systemClock, type Clock, type EngineLog } from '../ports.js'
import { chooseVersions, type ChosenVersions } from './choose-versions.js'

/** What the database says of versions, with those compiled that new cases may begin with. */
export interface ReadStandings {
  readonly standings: readonly VersionStanding[]
  readonly compiled: ReadonlyMap<string, CheckedProcess>
  /** Which reading it was: an earlier one must not undo a later one. */
  readonly turn: number
}

type Reads = Pick<StoreReads, 'versionStandings' | 'processVersion'>

export interface CurrentVersionsOptions {
  /** A stored version, ready to run. Throws `definition-invalid` for one this release cannot read. */
  readonly compile: (reads: Reads, hash: string) => Promise<CheckedProcess>
  /** What this node lacks to begin cases of a version; `undefined` for nothing. */
  readonly lacks: (process: CheckedProcess) => string | undefined
  readonly clock?: Pick<Clock, 'now'>
  /** For how long what was read is believed, in milliseconds. */
  readonly pollInterval?: number
  readonly log?: EngineLog
}

/**
 * The versions new cases begin with: of the folder, and of what was deployed to the database. What another node deploys
 * or retires is heeded here once what is known is older than a poll.
 */
export class CurrentVersions {
  readonly #options: CurrentVersionsOptions
  #folder: readonly CheckedProcess[] = []
  #chosen: ChosenVersions = { current: new Map(), retired: new Map() }
  #hashes: ReadonlySet<string> = new Set()
  #known: ReadStandings = { standings: [], compiled: new Map(), turn: 0 }
  #readAt: Instant = -Infinity
  #turn = 0
  /** Hashes this node cannot begin cases of, told once each. */
  readonly #told = new Set<string>()

  constructor(options: CurrentVersionsOptions) {
    this.#options = options
  }

  get chosen(): ChosenVersions {
    return this.#chosen
  }

  isCurrent(hash: string): boolean {
    return this.#hashes.has(hash)
  }

  /** Puts another folder in place of the one before, beside what was read for it. */
  replaceFolder(folder: readonly CheckedProcess[], read: ReadStandings): void {
    this.#folder = folder
    this.#take(read)
    this.#choose()
  }

  /** Reads again what is older than a poll. `anew`: in any case. */
  async refresh(reads: Reads, { anew = false } = {}): Promise<void> {
    const { clock = systemClock, pollInterval = 1000 } = this.#options
    const age = clock.now() - this.#readAt
    // A clock that was set back must not keep what is old.
    if (!anew && age < pollInterval && age >= 0) return
    const before = textOf(this.#known.standings)
    this.#take(await this.read(reads))
    if (textOf(this.#known.standings) !== before) this.#choose()
  }

  /** What the database says now, compiled. Changes nothing here. */
  async read(reads: Reads): Promise<ReadStandings> {
    this.#turn += 1
    const turn = this.#turn
    const standings = await reads.versionStandings()
    const compiled = new Map<string, CheckedProcess>()
    for (const { hash, deployed, retired } of standings) {
      if (!deployed || retired) continue
      const process = this.#known.compiled.get(hash) ?? (await this.#compiled(reads, hash))
      if (process) compiled.set(hash, process)
    }
    return { standings, compiled, turn }
  }

  #take(read: ReadStandings): void {
    if (read.turn < this.#known.turn) return
    this.#known = read
    this.#readAt = (this.#options.clock ?? systemClock).now()
  }

  #choose(): void {
    const { standings, compiled } = this.#known
    const fit = new Map([...compiled].filter(([, process]) => this.#fits(process)))
    this.#chosen = chooseVersions(this.#folder, standings, fit)
    const current = [...this.#chosen.current.values()].flatMap((profiles) => [...profiles.values()])
    this.#hashes = new Set(current.map(({ hash }) => hash))
  }

  #fits(process: CheckedProcess): boolean {
    const lacking = this.#options.lacks(process)
    if (lacking !== undefined) this.#tell(process.hash, `'${process.id}' ${process.version}`, lacking)
    return lacking === undefined
  }

  /** A version a newer release deployed must not keep this node from beginning cases of the others. */
  async #compiled(reads: Reads, hash: string): Promise<CheckedProcess | undefined> {
    try {
      const process = await this.#options.compile(reads, hash)
      if (process.hash === hash) return process
      this.#tell(hash, hash.slice(0, 12), 'what is stored under its hash is something else.')
      return undefined
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'definition-invalid') throw error
      this.#tell(hash, hash.slice(0, 12), error.message)
      return undefined
    }
  }

  #tell(hash: string, name: string, why: string): void {
    if (this.#told.has(hash)) return
    this.#told.add(hash)
    const message = `This node begins no cases of the deployed version ${name}: ${why}`
    this.#options.log?.({ level: 'warn', code: 'definition-invalid', message })
  }
}

function textOf(standings: readonly VersionStanding[]): string {
  return JSON.stringify(standings.map(({ hash, deployed, retired }) => [hash, deployed?.by, retired?.at]))
}
