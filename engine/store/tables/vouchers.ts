import type { InstanceRecord, VoucherRecord } from '../../core/record.js'
import { compileScope } from '../compile-scope.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { Page, PageRequest, PaperNumber, VoucherFilter, VoucherRow } from '../port.js'
import { rowChanges } from '../row-changes.js'
import { integer, optionalText, type Row, text } from '../row.js'
import { type Binding, insertRows, type Session } from '../session.js'

const columns = {
  paper: 'text',
  number: 'text',
  instance: 'text',
  process: 'text',
  case_number: 'text',
  state: 'text',
  issued_at: 'integer',
} as const

/** What else a row keeps of the case that has the paper. */
const kept = 'process = excluded.process, case_number = excluded.case_number, state = excluded.state'

/**
 * Writes the register of numbered papers: those a step issued, changed or took over. A paper that is issued goes in
 * plainly, so that the database itself refuses a number for the second time.
 */
export async function saveVouchers(
  session: Session,
  before: InstanceRecord | undefined,
  after: InstanceRecord,
): Promise<void> {
  if (after.vouchers === undefined) return
  const { written } = rowChanges(before?.vouchers ?? [], after.vouchers, keyOf)
  if (written.length === 0) return
  const table = session.names.vouchers
  const known = new Set(before?.vouchers?.map(keyOf))
  const rowsOf = (vouchers: readonly VoucherRecord[]) => vouchers.map((voucher) => values(after, voucher))
  const taken = written.filter(({ from }) => from !== undefined)
  const own = written.filter(({ from }) => from === undefined)
  await insertRows(session, { table, columns }, rowsOf(own.filter((voucher) => !known.has(keyOf(voucher)))))
  // Whoever gave a paper away has no say in it any more.
  const changed = own.filter((voucher) => known.has(keyOf(voucher)))
  const conflict = `on conflict (paper, number) do update set ${kept} where ${table}.instance = excluded.instance`
  await insertRows(session, { table, columns, conflict }, rowsOf(changed))
  const moved = `on conflict (paper, number) do update set instance = excluded.instance, ${kept}`
  await insertRows(session, { table, columns, conflict: moved }, rowsOf(taken))
}

/** Those of the numbers under which a paper was ever issued. */
export async function readUsedVouchers(
  session: Session,
  numbers: readonly PaperNumber[],
): Promise<readonly PaperNumber[]> {
  if (numbers.length === 0) return []
  const rows = await session.run(
    `select paper, number from ${session.names.vouchers}
     where (paper, number) in (${session.dialect.selectRows({ paper: 'text', number: 'text' })})`,
    [JSON.stringify(numbers.map(({ paper, number }) => [paper, number]))],
  )
  return rows.map((row) => ({ paper: text(row, 'paper'), number: text(row, 'number') }))
}

/** Papers in the order of their issue, the latest first. */
export async function listVouchers(
  session: Session,
  filter: VoucherFilter,
  page: PageRequest,
): Promise<Page<VoucherRow>> {
  const place = fromCursor('vouchers', page, 'number')
  const conditions: [string, readonly Binding[]][] = []
  const add = (sql: string, ...bindings: readonly Binding[]): number => conditions.push([sql, bindings])
  if (filter.paper !== undefined) add('paper = ?', filter.paper)
  if (filter.instance !== undefined) add('instance = ?', filter.instance)
  if (filter.number !== undefined) add('number = ?', filter.number)
  if (filter.state !== undefined) add('state = ?', filter.state)
  if (filter.processes !== undefined)
    add(`process in (${session.dialect.selectTexts})`, JSON.stringify(filter.processes))
  if (filter.within !== undefined) {
    const { sql, bindings } = compileScope(filter.within, session).holds
    const { instances, vouchers } = session.names
    add(`exists (select 1 from ${instances} i where i.id = ${vouchers}.instance and ${sql})`, ...bindings)
  }
  if (place) add('(issued_at, row_id) < (?, ?)', ...place)
  const rows = await session.run(
    `select * from ${session.names.vouchers} where ${conditions.map(([sql]) => sql).join(' and ') || '1 = 1'}
     order by issued_at desc, row_id desc limit ?`,
    [...conditions.flatMap(([, bindings]) => bindings), page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: toVoucherRow,
    cursor: (row) => toCursor('vouchers', [integer(row, 'issued_at'), integer(row, 'row_id')]),
  })
}

function keyOf({ paper, number }: VoucherRecord): string {
  return JSON.stringify([paper, number])
}

function values(
  { id, process, number: caseNumber }: InstanceRecord,
  { paper, number, state, issuedAt }: VoucherRecord,
): readonly (Binding | undefined)[] {
  return [paper, number, id, process, caseNumber, state, issuedAt]
}

function toVoucherRow(row: Row): VoucherRow {
  return {
    paper: text(row, 'paper'),
    number: text(row, 'number'),
    instance: text(row, 'instance'),
    process: text(row, 'process'),
    ...optionalText(row, 'case_number', 'caseNumber'),
    state: text(row, 'state') as VoucherRow['state'],
    issuedAt: integer(row, 'issued_at'),
  }
}
