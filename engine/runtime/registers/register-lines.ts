import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { CheckedRegister, CompiledRegister } from '../../definition/registers/index.js'
import type { JsonValue } from '../../errors/index.js'
import type { Bindings, Expression } from '../../expression/expression.js'
import { dateIn, parseInstant, type Instant } from '../../time/index.js'
import type { RegisterRequest } from './register-page.js'
import { rowBindings } from './row-values.js'
import type { Cell } from './show-cell.js'

/** A line before it is put into words. */
export interface RegisterLine {
  readonly record: InstanceRecord
  readonly process: CheckedProcess
  /** By column; a blank one is absent. */
  readonly cells: ReadonlyMap<string, Cell>
  readonly struckOff: boolean
  readonly struckOffAt?: Cell
  readonly failed: { readonly [part: string]: string }
}

/** The lines of one case that were asked for. */
export function registerLines(
  { compiled, register }: { readonly compiled: CompiledRegister; readonly register: CheckedRegister },
  record: InstanceRecord,
  { request, now }: { readonly request: RegisterRequest; readonly now: Instant },
): readonly RegisterLine[] {
  return rowBindings(compiled.process, record, { rows: register.rows, now }).flatMap((bindings) => {
    const row = new Row(compiled, register, { record, bindings })
    if (!row.belongs() || !row.lies(request)) return []
    const line = row.line()
    return request.open && line.struckOff ? [] : [line]
  })
}

class Row {
  readonly #compiled: CompiledRegister
  readonly #register: CheckedRegister
  readonly #record: InstanceRecord
  readonly #bindings: Bindings
  /** Parts that did not compile for the version of this case are told on its lines. */
  readonly #failed: { [part: string]: string }

  constructor(
    compiled: CompiledRegister,
    register: CheckedRegister,
    { record, bindings }: { readonly record: InstanceRecord; readonly bindings: Bindings },
  ) {
    this.#compiled = compiled
    this.#register = register
    this.#record = record
    this.#bindings = bindings
    this.#failed = { ...compiled.faults }
  }

  /** What is absent does not hold; what could not be worked out stays, and says so, so that no case is lost. */
  belongs(): boolean {
    const { where } = this.#compiled
    return !where || this.#holds(where, 'where') || Object.hasOwn(this.#failed, 'where')
  }

  lies({ from, to }: RegisterRequest): boolean {
    if (from === undefined && to === undefined) return true
    const day = this.#day()
    if (day === undefined) return Object.hasOwn(this.#failed, 'period')
    return (from === undefined || from <= day) && (to === undefined || day <= to)
  }

  line(): RegisterLine {
    const { columns, struckOff, struckOffAt, process } = this.#compiled
    const cells = new Map<string, Cell>()
    for (const [name, { expression, options }] of columns) {
      const cell = this.#cell(expression, name)
      if (cell) cells.set(name, { ...cell, ...(options && { options }) })
    }
    const struck = struckOff !== undefined && this.#holds(struckOff, 'struckOff')
    const at = struck && struckOffAt ? this.#cell(struckOffAt, 'struckOff') : undefined
    return {
      ...{ record: this.#record, process, cells, struckOff: struck, failed: this.#failed },
      ...(at && { struckOffAt: at }),
    }
  }

  #day(): string | undefined {
    const { period } = this.#register
    const { zone } = this.#compiled.process.scope.types
    const { endedAt } = this.#record
    switch (period.kind) {
      case 'started':
        return dateIn(this.#record.createdAt, zone)
      case 'ended':
        return endedAt === undefined ? undefined : dateIn(endedAt, zone)
      case 'expression': {
        const value = this.#compiled.period && this.#value(this.#compiled.period, 'period')
        if (typeof value !== 'string') return undefined
        const at = parseInstant(value)
        return at === undefined ? value : dateIn(at, zone)
      }
    }
  }

  #holds(expression: Expression, part: string): boolean {
    return this.#value(expression, part) === true
  }

  #cell(expression: Expression, part: string): Cell | undefined {
    const value = this.#value(expression, part)
    if (value === undefined || value === '') return undefined
    return { value, type: expression.type, source: expression.source }
  }

  /** An absent answer is a blank; a failed calculation is told. */
  #value(expression: Expression, part: string): JsonValue | undefined {
    const result = expression.evaluate(this.#bindings)
    if (result.ok) return result.value
    if (result.failure.code !== 'field-missing') this.#failed[part] = result.failure.message
    return undefined
  }
}
