import { createScope } from '../../expression/index.js'
import type { FieldType, Scope, ValueType } from '../../expression/expression.js'
import type { CheckedProcess } from '../checked-process.js'
import type { RegisterRows } from './checked-register.js'

const text: ValueType = { kind: 'text' }
const date: ValueType = { kind: 'date' }
const anything: ValueType = { kind: 'any' }
const moment: ValueType = { kind: 'date-time' }

/**
 * What the expressions of a register may name for the cases of a process: what its own expressions may, but for an
 * event and the world (`prices`, `unit`), which belong to a step. `instance` says more than there.
 */
export function rowScope(process: CheckedProcess, rows: RegisterRows): Scope {
  const { data, params, decisions, states, papers, zone } = process.scope.types
  // A list that is not there is reported; what its items hold is then anybody's guess.
  const item = rows.kind === 'items' ? (itemType(data, rows.list) ?? anything) : undefined
  const voucher = rows.kind === 'vouchers' ? { voucher: voucherType(process, rows.paper) } : {}
  return createScope({
    ...{ data, params, decisions, states, papers, zone },
    more: { instance: instanceType, ...voucher },
    ...(item && { item }),
  })
}

/** Type of the items of a list of the case; `undefined` where the path names none. */
export function itemType(data: { readonly [name: string]: FieldType }, list: string): ValueType | undefined {
  let type: ValueType | undefined = { kind: 'object', fields: data }
  for (const name of list.split('.'))
    type = type?.kind === 'object' && Object.hasOwn(type.fields, name) ? type.fields[name]?.type : undefined
  return type?.kind === 'list' ? type.of : undefined
}

const instanceType = object(
  {
    id: text,
    process: text,
    status: { kind: 'choice', options: ['active', 'ended'] },
    createdAt: moment,
    createdBy: text,
    updatedAt: moment,
    startedOn: date,
    origin: text,
    states: { kind: 'list', of: text, maxItems: 1_000 },
    state: text,
    assignees: { kind: 'list', of: text, maxItems: 1_000 },
  },
  {
    number: text,
    outcome: text,
    endedAt: moment,
    endedOn: date,
    dueAt: moment,
    priority: { kind: 'integer' },
    continuedIn: text,
  },
)

function voucherType(process: CheckedProcess, paper: string): ValueType {
  const fields = process.papers.get(paper)?.fields ?? []
  const values = Object.fromEntries(fields.map(({ name, type }) => [name, type]))
  return object(
    { number: text, state: text, issuedAt: moment, issuedOn: date, values: object({}, values) },
    {
      issuedBy: text,
      signedAt: moment,
      voidedAt: moment,
      voidedOn: date,
      archivedAt: moment,
      carriedTo: text,
      from: text,
    },
  )
}

function object(
  always: { readonly [name: string]: ValueType },
  sometimes: { readonly [name: string]: ValueType },
): ValueType {
  const of = (types: { readonly [name: string]: ValueType }, required: boolean) =>
    Object.entries(types).map(([name, type]) => [name, { type, required }] as const)
  return { kind: 'object', fields: Object.fromEntries([...of(always, true), ...of(sometimes, false)]) }
}
