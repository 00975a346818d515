import { latestVoucher } from '../../core/index.js'
import type { Candidate } from '../../core/command.js'
import type { InstanceRecord, VoucherRecord } from '../../core/record.js'
import type { CheckedPaper, CheckedProcess } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import type { StoreReads } from '../../store/port.js'
import { readRecord } from '../stored-record.js'
import { printPaper } from './print-paper.js'

/** Where papers are read: cases, and the versions they run on. */
export interface PaperReads {
  readonly read: StoreReads
  version(hash: string): Promise<CheckedProcess>
  /** Everybody whose name is known; without it people stand on paper by their ids. */
  people?(): Promise<readonly Candidate[]>
}

/** A paper of a case and what it is called. */
export interface ToldPaper extends VoucherRecord {
  /** Absent where the version that issued it is not known here any more. */
  readonly title?: Text
}

/** The papers of a case in the order of their issue; `undefined` when there is no such case. */
export async function papersOf(
  reads: PaperReads,
  instance: string,
): Promise<readonly ToldPaper[] | undefined> {
  const record = await readRecord(reads.read, instance)
  if (!record) return undefined
  const told: ToldPaper[] = []
  for (const voucher of record.vouchers ?? []) {
    const title = (await issuedAs(reads, record, voucher))?.paper.title
    told.push({ ...voucher, ...(title && { title }) })
  }
  return told
}

/**
 * A paper of a case as a page for print: the one with this number, else the latest of its kind. `undefined` when there
 * is no such case or paper.
 */
export async function printedPaper(
  reads: PaperReads,
  instance: string,
  { paper, number }: { readonly paper: string; readonly number?: string | undefined },
): Promise<string | undefined> {
  const record = await readRecord(reads.read, instance)
  const vouchers = record?.vouchers ?? []
  const voucher =
    number === undefined
      ? (latestVoucher(vouchers, paper) ?? vouchers.findLast((one) => one.paper === paper))
      : vouchers.find((one) => one.paper === paper && one.number === number)
  const issued = record && voucher && (await issuedAs(reads, record, voucher))
  if (!issued) return undefined
  const { process } = issued
  const names = new Map((await reads.people?.())?.map(({ id, name }) => [id, name]))
  return printPaper({
    paper: issued.paper,
    voucher,
    caseNumber: record.number ?? record.id,
    process: process.title,
    words: { zone: process.scope.types.zone, nameOf: (person) => names.get(person) ?? person },
  })
}

/** The form as it was when the paper was issued: a paper that came with another case has that case's. */
async function issuedAs(
  reads: PaperReads,
  record: InstanceRecord,
  { paper: id, from }: VoucherRecord,
): Promise<{ readonly paper: CheckedPaper; readonly process: CheckedProcess } | undefined> {
  const issuer = from === undefined ? undefined : await readRecord(reads.read, from)
  for (const each of issuer ? [issuer, record] : [record]) {
    const process = await reads.version(each.version)
    const paper = process.papers.get(id)
    if (paper) return { paper, process }
  }
  return undefined
}
