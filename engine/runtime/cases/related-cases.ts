import { similarRequest, toldTwice } from '../../core/index.js'
import type { CaseMessage } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { JsonObject } from '../../errors/index.js'
import type { LinkRow, MessageRow, Page, PageRequest, SimilarCase, StoreReads } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { readRecord } from '../stored-record.js'
import { isOpen } from './open-message.js'

/** A case that belongs to this one. */
export interface LinkedCase extends Omit<LinkRow, 'status'> {
  /** `asked`: it has not begun yet; `refused`: it could not begin. */
  readonly status: 'active' | 'ended' | 'asked' | 'refused'
  /** Why it could not begin, and the message an operator can have brought again. */
  readonly refusal?: JsonObject
}

/** A message that was not taken: it is on its way, waits, is held, could not be taken, or what it asks for was refused. */
export interface OpenMessage extends Pick<CaseMessage, 'id' | 'from' | 'to' | 'at'> {
  readonly kind: CaseMessage['body']['kind']
  readonly event?: string
  /** That of the case a `begin` asks for. */
  readonly process?: string
  readonly status: Exclude<MessageRow['status'], 'taken'>
  readonly attempts: number
  /** Why it was not taken, or cannot be. */
  readonly detail?: JsonObject
  /** When the other case first would not take it, or it first met a fault. */
  readonly since?: Instant
  /** When one that met a fault is brought again. */
  readonly retryAt?: Instant
  /** Of one that waits since it was refused, or is held: how many events wait behind it. */
  readonly behind?: number
}

/** How a case belongs to others, and what is under way between them. */
export interface RelatedCases {
  /** One page of them, in the order in which they came about. */
  readonly links: readonly LinkedCase[]
  /** Cursor of the page behind it; absent on the last. */
  readonly next?: string
  /** One page of them: those still to be taken first, each part in the order in which they were told. */
  readonly messages: readonly OpenMessage[]
  /** Cursor of the page of messages behind it; absent on the last. */
  readonly nextMessages?: string
}

/** Which page of links and which page of messages, each with as many as `limit` says. */
export interface RelatedPage {
  readonly limit?: number
  /** `next` of the page of links before. */
  readonly cursor?: string
  /** `nextMessages` of the page of messages before. */
  readonly messages?: string
}

/** Which messages of all cases are told. */
export interface MessageFilter {
  readonly status: OpenMessage['status']
}

/** `undefined` where there is no such case. */
export async function readRelated(
  read: StoreReads,
  instance: string,
  { messages: cursor, ...page }: RelatedPage & Pick<PageRequest, 'limit'>,
): Promise<RelatedCases | undefined> {
  if (!(await read.processesOf([instance])).has(instance)) return undefined
  const links = await read.links(instance, page)
  const notBegun = links.items.filter(({ status }) => status === undefined)
  const asked = await read.beginsOf(notBegun.map((link) => link.instance))
  const { limit } = page
  const open = await read.openMessages(instance, { limit, ...(cursor !== undefined && { cursor }) })
  return {
    links: links.items.map((link) => linked(link, asked)),
    ...(links.next === undefined ? {} : { next: links.next }),
    messages: await shownMessages(read, open.items),
    ...(open.next === undefined ? {} : { nextMessages: open.next }),
  }
}

/** One page of the messages of all cases that have a status. */
export async function readMessages(
  read: StoreReads,
  { status }: MessageFilter,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<OpenMessage>> {
  const { items, next } = await read.messages(status, page)
  return { items: await shownMessages(read, items), ...(next === undefined ? {} : { next }) }
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

/** One that was refused or met a fault blocks those behind it, and says how many they are. */
async function shownMessages(
  read: StoreReads,
  messages: readonly MessageRow[],
): Promise<readonly OpenMessage[]> {
  const blocking = messages.filter(({ status, since }) => isOpen({ status }) && since !== undefined)
  const behind = await read.messagesBehind(blocking.map(({ id }) => id))
  return messages.map((message) => shownMessage(message, behind.get(message.id)))
}

/** Without what it hands over. */
function shownMessage(message: MessageRow, behind: number | undefined): OpenMessage {
  const { id, from, to, at, body, status, attempts, detail, since, retryAt } = message
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
    ...(retryAt !== undefined && { retryAt }),
    ...(behind !== undefined && { behind }),
  }
}

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
  const request = similarRequest(process, record)
  if (!request) return []
  return toldTwice(await read.similar(request), { process, record, calendar: catalogue.calendarOf(process) })
}
