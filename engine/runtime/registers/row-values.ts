import type { InstanceRecord, VoucherRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { RegisterRows } from '../../definition/registers/index.js'
import { EngineError, type JsonObject, type JsonValue } from '../../errors/index.js'
import type { Bindings } from '../../expression/expression.js'
import { dateIn, formatInstant, type Instant } from '../../time/index.js'
import { valueAt } from '../../core/index.js'

/** What the expressions of a register see of a case, once for each of its lines. */
export function rowBindings(
  process: CheckedProcess,
  record: InstanceRecord,
  { rows, now }: { readonly rows: RegisterRows; readonly now: Instant },
): readonly Bindings[] {
  const { zone } = process.scope.types
  const bind = (voucher?: VoucherRecord): Bindings =>
    process.scope.bind({
      data: record.data,
      params: process.params,
      actor: { id: '', roles: [] },
      instance: {
        id: record.id,
        process: record.process,
        origin: record.origin?.process ?? '',
        createdAt: record.createdAt,
        ...(record.number !== undefined && { number: record.number }),
      },
      visits: record.visits,
      vouchers: latestVouchers(record),
      now,
      more: {
        instance: instanceValues(process, record),
        ...(voucher && { voucher: voucherValues(voucher, zone) }),
      },
      decide: (name, bindings) => decide(process, name, bindings),
    })
  switch (rows.kind) {
    case 'cases':
      return [bind()]
    case 'vouchers':
      return (record.vouchers ?? []).filter(({ paper }) => paper === rows.paper).map(bind)
    case 'items': {
      const items = valueAt(record.data, rows.list)
      const bound = bind()
      return Array.isArray(items) ? items.map((item: JsonValue) => bound.withItem(item)) : []
    }
  }
}

/** Paths of the innermost active states. */
export function innermost({ active }: InstanceRecord): readonly string[] {
  const paths = active.map(({ path }) => path)
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)))
}

function instanceValues(process: CheckedProcess, record: InstanceRecord): JsonObject {
  const { zone } = process.scope.types
  const { endedAt } = record
  const due = record.deadlines.map(({ dueAt }) => dueAt)
  const states = innermost(record)
  return {
    id: record.id,
    process: record.process,
    status: record.status,
    createdAt: formatInstant(record.createdAt),
    createdBy: record.createdBy,
    updatedAt: formatInstant(record.updatedAt),
    startedOn: dateIn(record.createdAt, zone),
    origin: record.origin?.process ?? '',
    states: [...states],
    state: states.join(', '),
    assignees: record.tasks.flatMap(({ assignee }) => assignee ?? []),
    ...(record.number !== undefined && { number: record.number }),
    ...(record.outcome !== undefined && { outcome: record.outcome }),
    ...(endedAt !== undefined && { endedAt: formatInstant(endedAt), endedOn: dateIn(endedAt, zone) }),
    ...(due.length > 0 && { dueAt: formatInstant(Math.min(...due)) }),
    ...(record.priority !== undefined && { priority: record.priority }),
    ...(record.continuedIn !== undefined && { continuedIn: record.continuedIn }),
  }
}

function voucherValues(voucher: VoucherRecord, zone: string): JsonObject {
  const { number, state, issuedAt, issuedBy, signedAt, voidedAt, archivedAt, values, carriedTo, from } =
    voucher
  return {
    number,
    state,
    values,
    issuedAt: formatInstant(issuedAt),
    issuedOn: dateIn(issuedAt, zone),
    ...(issuedBy !== undefined && { issuedBy }),
    ...(signedAt !== undefined && { signedAt: formatInstant(signedAt) }),
    ...(voidedAt !== undefined && { voidedAt: formatInstant(voidedAt), voidedOn: dateIn(voidedAt, zone) }),
    ...(archivedAt !== undefined && { archivedAt: formatInstant(archivedAt) }),
    ...(carriedTo !== undefined && { carriedTo }),
    ...(from !== undefined && { from }),
  }
}

function latestVouchers({ vouchers = [] }: InstanceRecord): {
  readonly [paper: string]: { readonly state: string; readonly number: string }
} {
  return Object.fromEntries(vouchers.map(({ paper, state, number }) => [paper, { state, number }]))
}

/** Carries a failed decision through the expression that asked for it. */
class Undecided extends Error {
  readonly failure: unknown

  constructor(failure: { readonly message: string }) {
    super(failure.message)
    this.failure = failure
  }
}

function decide(process: CheckedProcess, name: string, bindings: Bindings): JsonObject {
  const decision = process.decisions.get(name)
  if (!decision) throw new EngineError('engine-bug', `Expected a decision '${name}'. Please report this.`)
  const result = decision.decide(bindings)
  if (!result.ok) throw new Undecided(result.failure)
  return result.outputs
}
