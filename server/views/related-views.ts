import type {
  Actor,
  InstanceRecord,
  LinkedCase,
  OpenMessage,
  RelatedPage,
  SimilarCase,
} from '../../engine/index.js'
import type { Surface } from './answer-instance.js'
import type { Sight } from '../access/sight.js'
import { sightsOf } from '../access/sights-of.js'
import { time } from './views.js'

/** Cases told as similar that this actor may see as a whole: nobody learns of others by asking for duplicates. */
export async function similarViews(
  surface: Surface,
  actor: Actor,
  record: InstanceRecord,
): Promise<readonly object[]> {
  const found = (await surface.engine.similar(record.id)) ?? []
  const sights = await sightsOf(
    surface,
    actor,
    found.map(({ id, process }) => ({ instance: id, process })),
  )
  return found.filter(({ id }) => sights.get(id) === 'whole').map(similarView)
}

function similarView({ createdAt, ...one }: SimilarCase): object {
  return { ...one, createdAt: time(createdAt) }
}

/**
 * One page of how a case belongs to others. Of a case the actor may not see, only its id and what it is to this one:
 * that much stands in the trail of this case. Why another case did not take something is for those who see it whole.
 */
export async function relatedView(
  surface: Surface,
  actor: Actor,
  { id }: InstanceRecord,
  page: RelatedPage = {},
): Promise<object> {
  const found = await surface.engine.related(id, page)
  const { links, messages, next, nextMessages } = found ?? { links: [], messages: [] }
  const others = messages.map(({ from, to, process }) => ({ instance: from === id ? to : from, process }))
  const sights = await sightsOf(surface, actor, [...links, ...others])
  return {
    links: links.map((link) => linkView(link, sights.get(link.instance) ?? 'none')),
    ...(next === undefined ? {} : { next }),
    messages: messages.map((message) =>
      messageView(message, message.to === id || sights.get(message.to) === 'whole'),
    ),
    ...(nextMessages === undefined ? {} : { nextMessages }),
  }
}

function linkView(
  { at, instance, relation, direction, refusal, ...about }: LinkedCase,
  sight: Sight,
): object {
  const plain = { instance, relation, direction }
  if (sight === 'none') return plain
  return { ...plain, at: time(at), ...about, ...(sight === 'whole' && refusal && { refusal }) }
}

/** A message as HTTP shows it. `whole`: to somebody who sees the case it is for. */
export function messageView(
  { at, since, retryAt, detail, process, ...message }: OpenMessage,
  whole: boolean,
): object {
  return {
    ...message,
    at: time(at),
    ...(since !== undefined && { since: time(since) }),
    ...(retryAt !== undefined && { retryAt: time(retryAt) }),
    ...(whole && process !== undefined && { process }),
    ...(whole && detail && { detail }),
  }
}

/** What the answer of a case says of others: those told at intake, and whether the one that goes on could begin. */
export async function relatedMembers(
  surface: Surface,
  actor: Actor,
  { record, isNew }: { readonly record: InstanceRecord; readonly isNew: boolean },
): Promise<object> {
  const similar = isNew ? await similarViews(surface, actor, record) : []
  const { continuedIn } = record
  const asked = continuedIn === undefined ? [] : await surface.engine.store.read.beginsOf([continuedIn])
  const refused = asked.some(({ status }) => status === 'refused')
  return {
    ...(similar.length > 0 && { similar }),
    ...(refused && { continuation: 'refused' }),
  }
}
