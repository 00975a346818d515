import { randomUUID } from 'node:crypto'
import type { Actor } from '../../core/command.js'
import { EngineError, type Refusal } from '../../errors/index.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { AttachmentRow, CaseScope, PartyFilter, Store } from '../../store/port.js'
import type { ActorInput } from '../engine.js'
import { unknownActor } from '../plain-refusals.js'
import type { AttachmentStore, Clock, EngineLog } from '../ports.js'
import { attachmentTooLarge, tooManyAttachments, wrongHash, wrongKind } from './attachment-refusals.js'
import { fileKind, type FileKind } from './file-kind.js'
import { removeUnused } from './remove-unused.js'
import { isSha256, sha256Of } from './sha256.js'
import { isShownTo } from './shown-to-party.js'

/** Largest attachment where the host names no other, in bytes. */
export const usualLargestAttachment = 20 * 1024 * 1024

export interface AddAttachment {
  readonly content: Uint8Array
  /** What the file was called. */
  readonly name?: string
  /** Such as `image/jpeg`; `application/octet-stream` unless given. */
  readonly mediaType?: string
  /** SHA-256 (hexadecimal) the sender has counted: refused with `attachment-hash-wrong` where it does not match. */
  readonly sha256?: string
  readonly actor: ActorInput
  /** Narrower limits than the engine's, for senders who have nothing but a link. */
  readonly limits?: AttachmentLimits
}

/** What is taken of somebody outside. */
export interface AttachmentLimits {
  /** Largest content, in bytes. */
  readonly largest: number
  /**
   * Kinds that are taken, told by what is in the file and kept as its media type; another one is refused with
   * `attachment-kind-wrong`.
   */
  readonly kinds: readonly FileKind[]
  /** How many of theirs may wait for a case to refer to them; one more is refused with `too-many-attachments`. */
  readonly unused: number
}

export type AddedAttachment =
  | { readonly attachment: AttachmentRow; readonly refused?: undefined }
  | { readonly refused: Refusal; readonly attachment?: undefined }

/** Files that cases refer to by id. They are added first; an event then names the id in a field of type `attachment`. */
export interface Attachments {
  /**
   * Stores content. Twice the same content is kept once, under two ids. Throws `usage-wrong` for empty content or a
   * wrong media type. What no case refers to in time is removed.
   */
  add(request: AddAttachment): Promise<AddedAttachment>
  /** What an attachment is; `undefined` when there is none. */
  find(id: string): Promise<AttachmentRow | undefined>
  /** Its content. Throws `attachment-damaged` when what is kept is gone or is not what was stored. */
  read(id: string): Promise<{ readonly attachment: AttachmentRow; readonly content: Uint8Array } | undefined>
  /** Ids of cases that refer to it, the first hundred. Who may read it is for `isUsedIn` and `isShownTo` to say. */
  usedBy(id: string): Promise<readonly string[]>
  /** Whether a case that somebody sees refers to it, however many do. */
  isUsedIn(id: string, scope: CaseScope): Promise<boolean>
  /** Whether a case shows it to a party that takes part in it in one of these roles, however many refer to it. */
  isShownTo(id: string, party: PartyFilter): Promise<boolean>
  /**
   * Removes what was added longer ago than attachments without a case are kept, and is in no case: once an hour while the
   * engine is started. What cannot be taken away is logged and holds up no other; it is tried again the next time.
   * Clears what is left of files that did not arrive as well. Resolves with how many attachments were removed.
   */
  removeUnused(): Promise<number>
  /** Largest content taken, in bytes. */
  readonly largest: number
}

const mostUses = 100

/** How long an attachment no case refers to is kept where the host names no other time, in milliseconds. */
export const usualUnusedRetention = 7 * 86_400_000

const longestName = 200

/** Attachments over a store of content. */
export function createAttachments(options: {
  readonly store: Store
  readonly contents: AttachmentStore
  readonly clock: Clock
  readonly log: EngineLog
  readonly actorOf: (input: ActorInput) => Promise<Actor | undefined>
  readonly processOf: (version: string) => Promise<CheckedProcess>
  readonly largest: number
  /** How long an attachment no case refers to is kept, in milliseconds. */
  readonly unusedRetention: number
}): Attachments {
  const { store, contents, clock, log, actorOf, processOf, largest, unusedRetention } = options
  const find = (id: string): Promise<AttachmentRow | undefined> => store.read.attachment(id)

  return {
    largest,
    find,
    usedBy: (id) => store.read.attachmentUses(id, mostUses),
    isUsedIn: (id, scope) => store.read.attachmentUsedIn(id, scope),
    isShownTo: (id, party) => isShownTo({ read: store.read, processOf }, id, party),
    removeUnused: async () => {
      const removed = await removeUnused({ store, contents, log }, clock.now() - unusedRetention)
      await contents.removeUnfinished?.()
      return removed
    },
    add: (request) => add({ store, contents, clock, actorOf, largest }, request),
    async read(id) {
      const attachment = await find(id)
      if (!attachment) return undefined
      const content = await contents.get(attachment.sha256)
      if (content && sha256Of(content) === attachment.sha256) return { attachment, content }
      throw new EngineError(
        'attachment-damaged',
        `Expected the content of attachment '${id}' as it was stored, but it is ${content ? 'another one' : 'gone'}. Restore it from a backup.`,
      )
    },
  }
}

/** What adding needs. */
interface Adding {
  readonly store: Store
  readonly contents: AttachmentStore
  readonly clock: Clock
  readonly actorOf: (input: ActorInput) => Promise<Actor | undefined>
  readonly largest: number
}

async function add(
  { store, contents, clock, actorOf, largest }: Adding,
  request: AddAttachment,
): Promise<AddedAttachment> {
  const claimed = checkedType(request)
  const { content, name, actor: input, limits } = request
  const actor = await actorOf(input)
  if (!actor) return { refused: unknownActor(typeof input === 'string' ? input : input.id) }
  const most = Math.min(largest, limits?.largest ?? largest)
  if (content.byteLength > most) return { refused: attachmentTooLarge(content.byteLength, most) }
  const kind = limits && fileKind(content)
  if (limits && !(kind && limits.kinds.includes(kind))) return { refused: wrongKind(limits.kinds, claimed) }
  const sha256 = sha256Of(content)
  if (request.sha256 !== undefined && request.sha256 !== sha256)
    return { refused: wrongHash(request.sha256, sha256) }
  const attachment: AttachmentRow = {
    id: `att-${randomUUID()}`,
    sha256,
    ...(name === undefined ? {} : { name: plainName(name) }),
    mediaType: kind ?? claimed,
    size: content.byteLength,
    uploadedBy: actor.id,
    at: clock.now(),
  }
  // First the row: from then on nobody removes this content as unused. The id is told when both are there; of what
  // fails in between nobody knows the id, and it is removed as unused in its time.
  const isOneTooMany = await store.transaction(
    async (tx) => {
      if (limits) {
        // Two that come at once are counted one after the other.
        await tx.holdKept(actor.id)
        if ((await tx.unusedAttachments(actor.id)) >= limits.unused) return true
      }
      await tx.saveAttachment(attachment)
      return false
    },
    { name: 'attachment' },
  )
  if (isOneTooMany) return { refused: tooManyAttachments(limits?.unused ?? 0) }
  await contents.put(content)
  return { attachment }
}

/** The media type without parameters. Throws `usage-wrong` for what nobody could store. */
function checkedType({ content, mediaType = 'application/octet-stream', sha256 }: AddAttachment): string {
  if (!(content instanceof Uint8Array)) throw wrong("bytes as 'content'")
  if (content.byteLength === 0) throw wrong('content that is not empty')
  if (sha256 !== undefined && !isSha256(sha256)) throw wrong("64 small hexadecimal digits as 'sha256'")
  const [type = ''] = mediaType.toLowerCase().split(';')
  if (!/^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}$/.test(type.trim()))
    throw wrong("a media type such as image/jpeg as 'mediaType'")
  return type.trim()
}

/** A name without folders and without characters that steer terminals or headers. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim()
  return plain.slice(0, longestName).replace(/\p{Cs}$/u, '') || 'attachment'
}

function wrong(expected: string): EngineError {
  return new EngineError('usage-wrong', `Expected ${expected} of an attachment, but found something else.`)
}
