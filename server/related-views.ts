import type { Actor, InstanceRecord, LinkedCase, OpenMessage, SimilarCase } from '../engine/index.js'
import type { Surface } from './answer-instance.js'
import { time } from './views.js'

/** Cases told as similar that this actor may see as a whole: nobody learns of others by asking for duplicates. */
export async function similarViews(
  { engine, reading }: Surface,
  actor: Actor,
  record: InstanceRecord,
): Promise<readonly object[]> {
  const found: object[] = []
  for (const one of (await engine.similar(record.id)) ?? []) {
    const other = await engine.get(one.id)
    if (other && (await reading.instance(actor, other)) === 'whole') found.push(similarView(one))
  }
  return found
}

function similarView({ createdAt, ...one }: SimilarCase): object {
  return { ...one, createdAt: time(createdAt) }
}

/** How a case belongs to others. Of a case the actor may not see, only that it is there. */
export async function relatedView(
  { engine, reading }: Surface,
  actor: Actor,
  record: InstanceRecord,
): Promise<object> {
  const { links, messages } = (await engine.related(record.id)) ?? { links: [], messages: [] }
  const shown = links.map(async (link) => {
    const other = await engine.get(link.instance)
    const hidden = other !== undefined && (await reading.instance(actor, other)) === 'none'
    return linkView(link, hidden)
  })
  return { links: await Promise.all(shown), messages: messages.map(messageView) }
}

function linkView(
  { at, instance, relation, direction, status, ...about }: LinkedCase,
  hidden: boolean,
): object {
  const plain = { instance, relation, direction, at: time(at), status }
  return hidden ? plain : { ...plain, ...about }
}

function messageView({ at, ...message }: OpenMessage): object {
  return { ...message, at: time(at) }
}

/** What the answer of a case says of others: those told at intake, and whether the one that goes on could begin. */
export async function relatedMembers(
  surface: Surface,
  actor: Actor,
  { record, isNew }: { readonly record: InstanceRecord; readonly isNew: boolean },
): Promise<object> {
  const similar = isNew ? await similarViews(surface, actor, record) : []
  const { continuedIn } = record
  const links = continuedIn === undefined ? [] : ((await surface.engine.related(record.id))?.links ?? [])
  const refused = links.some(({ instance, status }) => instance === continuedIn && status === 'refused')
  return {
    ...(similar.length > 0 && { similar }),
    ...(refused && { continuation: 'refused' }),
  }
}
