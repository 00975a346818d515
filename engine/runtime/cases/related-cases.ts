import type { CaseMessage } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { JsonObject } from '../../errors/index.js'
import type { LinkRow, MessageRow, PageRequest, SimilarCase, StoreReads } from '../../store/port.js'
import type { Duration } from '../../time/calendar.js'
import type { Instant } from '../../time/instant.js'
import { listColumns } from '../list-columns.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { readRecord } from '../stored-record.js'

/** A case that belongs to this one. */
export interface LinkedCase extends Omit<LinkRow, 'status'> {
  /** `asked`: it has not begun yet; `refused`: it could not begin. */
  readonly status: 'active' | 'ended' | 'asked' | 'refused'
  /** Why it could not begin, and the message an operator can have brought again. */
  readonly refusal?: JsonObject
}

/** A message that was not taken: it is on its way, waits, could not be taken, or what it asks for was refused. */
export interface OpenMessage extends Pick<CaseMessage, 'id' | 'from' | 'to' | 'at'> {
  readonly kind: CaseMessage['body']['kind']
  readonly event?: string
  /** That of the case a `begin` asks for. */
  readonly process?: string
  readonly status: Exclude<MessageRow['status'], 'taken'>
  readonly attempts: number
  /** Why it was not taken, or cannot be. */
  readonly detail?: JsonObject
  /** When the other case first would not take it. */
  readonly since?: Instant
  /** Of one that waits since it was refused: how many events wait behind it. */
  readonly behind?: number
}

/** How a case belongs to others, and what is under way between them. */
export interface RelatedCases {
  /** One page of them, in the order in which they came about. */
  readonly links: readonly LinkedCase[]
  /** Cursor of the page behind it; absent on the last. */
  readonly next?: string
  readonly messages: readonly OpenMessage[]
}

/** `undefined` where there is no such case. */
export async function readRelated(
  read: StoreReads,
  instance: string,
  page: Omit<PageRequest, 'sort'>,
): Promise<RelatedCases | undefined> {
  if (!(await read.processesOf([instance])).has(instance)) return undefined
  const links = await read.links(instance, page)
  const notBegun = links.items.filter(({ status }) => status === undefined)
  const asked = await read.beginsOf(notBegun.map((link) => link.instance))
  const open = await read.openMessages(instance)
  return {
    links: links.items.map((link) => linked(link, asked)),
    ...(links.next === undefined ? {} : { next: links.next }),
    messages: await Promise.all(open.map((message) => shownMessage(read, message))),
  }
}

function linked(link: LinkRow, begins: readonly MessageRow[]): LinkedCase {
  const { status } = link
  if (status !== undefined) return { ...link, status }
  const asked = begins.find(({ to }) => to === link.instance)
  const process = asked?.body.kind === 'begin' ? { process: asked.body.process } : {}
  const refused = asked?.status === 'refused'
  return {
    ...link,
    ...process,
    status: refused ? 'refused' : 'asked',
    ...(refused && asked.detail ? { refusal: asked.detail } : {}),
  }
}

/** Without what it hands over. One that was refused blocks those behind it, and says how many they are. */
async function shownMessage(read: StoreReads, message: MessageRow): Promise<OpenMessage> {
  const { id, from, to, at, body, status, attempts, detail, since } = message
  const blocks = status === 'waiting' && since !== undefined
  return {
    id,
    from,
    to,
    at,
    kind: body.kind,
    ...('event' in body && { event: body.event }),
    ...('process' in body && { process: body.process }),
    status: status === 'taken' ? 'ignored' : status,
    attempts,
    ...(detail && { detail }),
    ...(since !== undefined && { since }),
    ...(blocks && { behind: await read.messagesBehind(message) }),
  }
}

/** Most cases told as similar. */
const mostSimilar = 20

/** Cases that are probably the same matter, as the process of this one says. `undefined` where there is no such case. */
export async function readSimilarCases(
  { read, catalogue }: { readonly read: StoreReads; readonly catalogue: ProcessCatalogue },
  instance: string,
): Promise<readonly SimilarCase[] | undefined> {
  const record = await readRecord(read, instance)
  return record && similarTo(read, catalogue, record)
}

/** The same for a case at hand. */
export async function similarTo(
  read: StoreReads,
  catalogue: ProcessCatalogue,
  record: InstanceRecord,
): Promise<readonly SimilarCase[]> {
  const process = await catalogue.version(read, record.version)
  const { duplicates } = process
  if (!duplicates) return []
  const { search } = listColumns(process, record)
  const values = duplicates.same.flatMap((field) => search.find((one) => one.field === field) ?? [])
  if (values.length < duplicates.same.length) return []
  const found = await read.similar({
    process: process.id,
    values,
    from: record.createdAt - longest(duplicates.within),
    until: record.createdAt,
    not: record.id,
    limit: 200,
  })
  const calendar = catalogue.calendarOf(process)
  return found
    .filter(({ createdAt }) => calendar.add(createdAt, duplicates.within).at >= record.createdAt)
    .slice(0, mostSimilar)
}

const day = 86_400_000

/** More than a duration can last, in milliseconds, so that the database need not count in calendars. */
function longest({ amount, unit }: Duration): number {
  switch (unit) {
    case 'second':
    case 'minute':
    case 'hour':
      return (amount + 1) * 3_600_000
    case 'week':
      return (amount + 1) * 8 * day
    case 'month':
      return (amount + 1) * 32 * day
    case 'year':
      return (amount + 1) * 367 * day
    default:
      // Working hours and days: holidays of any length lie between them.
      return (amount + 10) * 10 * day
  }
}
