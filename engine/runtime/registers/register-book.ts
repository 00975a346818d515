import { compileRegister } from '../../definition/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { CheckedRegister, CompiledRegister } from '../../definition/registers/index.js'
import { EngineError, type JsonObject } from '../../errors/index.js'
import type { CasesBegun, StoreReads } from '../../store/port.js'
import { isDate, type Instant } from '../../time/index.js'
import { liftedRecord } from '../stored-record.js'
import { registerLines, type RegisterLine } from './register-lines.js'
import type { RegisterItem, RegisterLanguage, RegisterPage, RegisterRequest } from './register-page.js'
import { showCell } from './show-cell.js'

/** How often a page reads at most, each time as many cases as it lacks lines, before it is answered although it is short. */
const mostReads = 20
/** Cases read at once for an export. */
const exportPage = 200
const dayMs = 86_400_000
/** Farther from UTC than any zone. */
const widestZone = 15 * 3_600_000

/** Where the cases of registers are. */
export interface RegisterHost {
  readonly read: StoreReads
  version(hash: string): Promise<CheckedProcess>
  now(): Instant
}

/** Reads registers. Each is compiled once for each version of a process that cases run on. */
export class RegisterBook {
  readonly #host: RegisterHost
  #registers: readonly CheckedRegister[]
  #compiled = new Map<string, Promise<CompiledRegister>>()

  constructor(host: RegisterHost, registers: readonly CheckedRegister[] = []) {
    this.#host = host
    this.#registers = registers
  }

  get all(): readonly CheckedRegister[] {
    return this.#registers
  }

  replace(registers: readonly CheckedRegister[] = []): void {
    this.#registers = registers
    this.#compiled = new Map()
  }

  /** Throws `usage-wrong` where there is none. */
  known(id: string): CheckedRegister {
    const found = this.#registers.find((each) => each.id === id)
    if (found) return found
    const ids = this.#registers.map((each) => each.id).join(', ') || 'none'
    throw new EngineError(
      'usage-wrong',
      `Expected the id of a register, but found '${id}'. There are: ${ids}.`,
    )
  }

  /** One page. `limit` bounds the lines; only the last case of a page may bring more of its own. */
  async page(
    id: string,
    request: RegisterRequest,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<RegisterPage> {
    const register = this.known(id)
    checkRequest(request)
    const language = request.language ?? 'zh-CN'
    const items: RegisterItem[] = []
    let next = cursor
    for (let reads = 0; reads < mostReads && items.length < limit; reads++) {
      const page = await this.#read(register, request, { limit: limit - items.length, cursor: next })
      items.push(...page.lines.map((line) => itemOf(line, language)))
      next = page.next
      if (next === undefined) break
    }
    return { register, items, ...(next !== undefined && { next }) }
  }

  /** All lines, some at a time. */
  async *lines(id: string, request: RegisterRequest): AsyncGenerator<readonly RegisterLine[]> {
    const register = this.known(id)
    checkRequest(request)
    let cursor: string | undefined
    do {
      const page = await this.#read(register, request, { limit: exportPage, cursor })
      yield page.lines
      cursor = page.next
    } while (cursor !== undefined)
  }

  async #read(
    register: CheckedRegister,
    request: RegisterRequest,
    { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
  ): Promise<{ readonly lines: readonly RegisterLine[]; readonly next?: string }> {
    const { read } = this.#host
    const page = await read.casesBegun(casesOf(register, request), {
      limit,
      ...(cursor !== undefined && { cursor }),
    })
    const lines: RegisterLine[] = []
    for (const stored of page.items)
      lines.push(...(await this.#linesOf(register, liftedRecord(stored), request)))
    return { lines, ...(page.next !== undefined && { next: page.next }) }
  }

  async #linesOf(
    register: CheckedRegister,
    record: InstanceRecord,
    request: RegisterRequest,
  ): Promise<readonly RegisterLine[]> {
    const key = JSON.stringify([register.id, record.version])
    const compiled = this.#compiled.get(key) ?? this.#compile(register, record.version)
    this.#compiled.set(key, compiled)
    // What failed is tried again the next time.
    void compiled.catch(() => this.#compiled.delete(key))
    return registerLines({ register, compiled: await compiled }, record, { request, now: this.#host.now() })
  }

  async #compile(register: CheckedRegister, version: string): Promise<CompiledRegister> {
    const process = await this.#host.version(version)
    return compileRegister(register, process).compiled
  }
}

/** The cases that can have a line; what counts to the day is looked at line by line. */
function casesOf({ of, period }: CheckedRegister, { from, to }: RegisterRequest): CasesBegun {
  const first = from === undefined ? undefined : Date.parse(from) - widestZone
  const last = to === undefined ? undefined : Date.parse(to) + dayMs + widestZone
  switch (period.kind) {
    case 'started':
      return {
        processes: of,
        ...(first !== undefined && { from: first }),
        ...(last !== undefined && { to: last }),
      }
    case 'ended':
      // What ended in a period began before its end.
      return {
        processes: of,
        ...(last !== undefined && { to: last }),
        ...(from !== undefined || to !== undefined ? { status: 'ended' as const } : {}),
      }
    case 'expression':
      return { processes: of }
  }
}

function checkRequest({ from, to }: RegisterRequest): void {
  for (const [name, day] of Object.entries({ from, to }))
    if (day !== undefined && !isDate(day))
      throw new EngineError(
        'usage-wrong',
        `Expected a day such as 2026-10-01 as '${name}', but found '${day}'.`,
      )
  if (from !== undefined && to !== undefined && to < from)
    throw new EngineError('usage-wrong', `Expected 'to' on or after ${from}, but found ${to}.`)
}

function itemOf(line: RegisterLine, language: RegisterLanguage): RegisterItem {
  const { record, process, cells, struckOff, struckOffAt, failed } = line
  const values: JsonObject = {}
  const shown: { [column: string]: string } = {}
  for (const [name, cell] of cells) {
    values[name] = cell.value
    shown[name] = showCell(cell, process, language)
  }
  return {
    instance: record.id,
    process: record.process,
    ...(record.number !== undefined && { number: record.number }),
    ...{ values, shown, struckOff },
    ...(struckOffAt && { struckOffAt: struckOffAt.value }),
    ...(Object.keys(failed).length > 0 && { failed }),
  }
}
