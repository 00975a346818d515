import type { CheckedField, CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject, RefusalReason } from '../errors/index.js'
import { isAttachmentId } from './attachment-id.js'
import { caseOf } from './cases/case-actor.js'
import type { Actor, Facts } from './command.js'
import type { Draft } from './draft.js'
import { FactNeeded } from './fact-needed.js'
import { givenTexts, mayHold, textsAt, type GivenText, type GivenValues } from './given-values.js'
import type { InstanceRecord } from './record.js'
import { bilingual, StepRefused } from './refusals.js'

/** What decides which attachments may be named in a step. */
interface Naming {
  readonly process: CheckedProcess
  readonly facts: Facts
  readonly actor: Actor | undefined
  readonly before?: InstanceRecord | undefined
  /** The case itself and those it has to do with: what they refer to it may refer to. */
  readonly cases: readonly string[]
}

/** Key of the fact whether one of these cases refers to an attachment. */
export function attachmentUseKey(id: string, cases: readonly string[]): string {
  return [id, ...cases].join(' ')
}

/** Whether a value of this field may refer to attachments. */
export function mayHoldAttachments(field: CheckedField): boolean {
  return mayHold(field, attached)
}

/** Types of fields that may refer to attachments. */
const attached: readonly string[] = ['attachment', 'signature']

/** Ids of the attachments some fields of a case refer to. A text that merely reads like an id is none. */
export function attachmentsAmong(
  fields: CheckedProcess['fields'],
  data: JsonObject,
  names: readonly string[] = Object.keys(fields),
): ReadonlySet<string> {
  const held = new Set<string>()
  for (const name of names) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    const value = data[name]
    if (!field || value === undefined) continue
    for (const found of textsAt(fields, name, value, attached)) if (isReference(found)) held.add(found.text)
  }
  return held
}

/**
 * Takes the attachments that were given for a step. Refuses values of `attachment` fields that are no stored attachment,
 * or one that is not for the actor to name: see `mayName`. A `signature` may be any text; one that reads like an
 * id is an attachment too.
 */
export function takeAttachments(draft: Draft, ...given: readonly GivenValues[]): void {
  for (const id of expectNameable(namingIn(draft), ...given)) draft.attachments.add(id)
}

/** The same before there is a draft. Gives their ids. */
export function expectNameable(naming: Naming, ...given: readonly GivenValues[]): readonly string[] {
  const references = givenTexts(given, attached).filter(
    (one) => one.type === 'attachment' || isReference(one),
  )
  if (references.length === 0) return []
  const nameable = nameableOf(
    naming,
    references.map(({ text }) => text),
  )
  const reasons = references.filter(({ text }) => !nameable.has(text)).map(notNameable)
  if (reasons.length > 0) throw new StepRefused(reasons)
  return [...nameable]
}

/**
 * Notes attachments that have come into the data without anybody giving them: handed over, or written by an action.
 * What nobody there could have named is text that reads like an id: it opens nothing.
 */
export function noteArrived(draft: Draft): void {
  const { before, data, process, attachments } = draft
  if (data === before?.data) return
  const changed = Object.keys(data).filter((name) => data[name] !== before?.data[name])
  const held = before && attachmentsAmong(process.fields, before.data, changed)
  const arrived = [...attachmentsAmong(process.fields, data, changed)].filter(
    (id) => !held?.has(id) && !attachments.has(id),
  )
  if (arrived.length === 0) return
  for (const id of nameableOf(namingIn(draft), arrived)) attachments.add(id)
}

function isReference({ type, text }: Pick<GivenText, 'type' | 'text'>): boolean {
  return (type === 'attachment' || type === 'signature') && isAttachmentId(text)
}

function namingIn({ process, facts, actor, before, identity }: Draft): Naming {
  const teller = caseOf(actor)
  const awaited = before?.invocations.flatMap(({ children = [] }) => children) ?? []
  const cases = [
    identity.id,
    ...(identity.origin ? [identity.origin.instance] : []),
    ...(teller === undefined ? [] : [teller, ...awaited.map(({ instance }) => instance)]),
  ]
  return { process, facts, actor, before, cases: [...new Set(cases)] }
}

/** Those of the ids that may be named. All are asked for at once: else the step would be taken again for every photograph. */
function nameableOf(naming: Naming, ids: readonly string[]): ReadonlySet<string> {
  const { attachments = {}, attachmentUses = {} } = naming.facts
  const unknown = [...new Set(ids)].filter((id) => !Object.hasOwn(attachments, id))
  if (unknown.length > 0) throw new FactNeeded({ kind: 'attachment', keys: unknown })
  const seen = seenHere(naming)
  const unseen = new Set<string>()
  const nameable = new Set<string>()
  for (const id of ids) {
    const may = mayName(naming, id, seen)
    if (may === 'ask') unseen.add(id)
    else if (may) nameable.add(id)
  }
  const { cases } = naming
  const asked = [...unseen].filter((id) => !Object.hasOwn(attachmentUses, attachmentUseKey(id, cases)))
  if (asked.length > 0) throw new FactNeeded({ kind: 'attachment-use', keys: asked, cases })
  for (const id of unseen) if (attachmentUses[attachmentUseKey(id, cases)]) nameable.add(id)
  return nameable
}

/**
 * Whoever sent an attachment may name it. People of an outside party may name beside it what they see in this case;
 * others, and the process itself, what this case or one it has to do with refers to.
 */
function mayName({ facts, actor }: Naming, id: string, seen: () => ReadonlySet<string>): boolean | 'ask' {
  const found = facts.attachments?.[id]
  if (!found) return false
  if (found.uploadedBy === undefined || found.uploadedBy === actor?.id) return true
  return seen().has(id) || (actor?.party === undefined ? 'ask' : false)
}

/** What this case refers to now, as far as the actor sees it. Looked at once, and only where it matters. */
function seenHere({ process, before, actor }: Naming): () => ReadonlySet<string> {
  let seen: ReadonlySet<string> | undefined
  return () => (seen ??= before ? attachmentsAmong(process.fields, before.data, seenFields()) : new Set())

  function seenFields(): readonly string[] | undefined {
    if (actor?.party === undefined) return undefined
    const { party, roles } = actor
    const own = roles.filter((role) => before?.parties?.[role] === party)
    return own.flatMap((role) => process.parties.get(role)?.sees ?? [])
  }
}

/** Says the same of one that is not there and of one that is not for this actor. */
function notNameable({ path, text, label }: GivenText): RefusalReason {
  return {
    code: 'unknown-attachment',
    text: bilingual(
      `“${label['zh-CN']}”的附件不存在，或不由您引用，请先上传附件，再填写其编号。`,
      `Expected in '${label.en}' a stored attachment that is yours to name, but there is none of this id. Upload it first, then give its id.`,
    ),
    field: path,
    found: text.slice(0, 60),
  }
}
