import { latestVoucher } from '../../core/index.js'
import type { InstanceRecord, VoucherRecord } from '../../core/record.js'
import type { CheckedPaper, CheckedProcess } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import type { StoreReads } from '../../store/port.js'
import type { AddressBook } from '../effects/address-book.js'
import { readRecord } from '../stored-record.js'
import { printPaper } from './print-paper.js'
import { signaturePictures, signaturesIn, type SignatureReads } from './signature-pictures.js'
import { personsIn } from './value-words.js'

/** Where papers are read: cases, and the versions they run on. */
export interface PaperReads {
  readonly read: StoreReads
  version(hash: string): Promise<CheckedProcess>
  /** Where people and outside parties stand with their names; without it they stand on paper by their ids. */
  readonly book?: Pick<AddressBook, 'people' | 'party'>
  /** Where the pictures of signatures lie. */
  readonly files: SignatureReads['files']
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
  const names = await namesOn(reads, issued.paper, voucher)
  const drawn = issued.paper.fields.flatMap(({ name, definition }) =>
    signaturesIn(definition, voucher.values[name]),
  )
  const cases = voucher.from === undefined ? [instance] : [instance, voucher.from]
  const pictures = await signaturePictures(reads, drawn, cases)
  return printPaper({
    paper: issued.paper,
    voucher,
    caseNumber: record.number ?? record.id,
    process: process.title,
    words: {
      zone: process.scope.types.zone,
      nameOf: (person) => names.get(person) ?? person,
      pictureOf: (id) => pictures.get(id),
    },
  })
}

/** Names of the people and outside parties a sheet speaks of, by id. */
async function namesOn(
  { book }: PaperReads,
  { fields }: CheckedPaper,
  { issuedBy, values }: VoucherRecord,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  if (!book) return names
  const people = new Map((await book.people()).map(({ id, name }) => [id, name]))
  const persons = fields.flatMap(({ name, definition }) => personsIn(definition, values[name]))
  for (const id of new Set(issuedBy === undefined ? persons : [...persons, issuedBy])) {
    const name = people.get(id) ?? (await book.party(id))?.name
    if (name !== undefined) names.set(id, name)
  }
  return names
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
