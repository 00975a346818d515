import type { JsonObject } from '../../errors/json.js'
import type { DraftFilter, DraftPlace, DraftRow } from '../kept-rows.js'
import { integer, json, optionalText, type Row, text } from '../row.js'
import { insertRows, type Session } from '../session.js'

/** Drafts of a person that are read, those changed last first. */
export async function readDrafts(
  session: Session,
  { person, instance, process, since }: DraftFilter,
): Promise<readonly DraftRow[]> {
  const asked: (readonly [column: string, value: string])[] = [
    ...(instance === undefined ? [] : [['instance', instance] as const]),
    ...(process === undefined ? [] : [['process', process] as const]),
  ]
  const rows = await session.run(
    `select * from ${session.names.drafts} where person = ? and updated_at >= ?
     ${asked.map(([column]) => `and ${column} = ?`).join(' ')} order by updated_at desc, id`,
    [person, since, ...asked.map(([, value]) => value)],
  )
  return rows.map(toDraft)
}

/** Whether a person has a draft at a place, and how many they have, changed since an instant. */
export async function countDraftsAt(
  session: Session,
  person: string,
  { place, since }: { readonly place: DraftPlace; readonly since: number },
): Promise<{ readonly isThere: boolean; readonly count: number }> {
  const [row] = await session.run(
    `select count(*) as count, sum(case when place = ? then 1 else 0 end) as there
     from ${session.names.drafts} where person = ? and updated_at >= ?`,
    [placeKey(place), person, since],
  )
  return { isThere: Number(row?.['there'] ?? 0) > 0, count: Number(row?.['count'] ?? 0) }
}

/** Stores a draft in place of the one its person has at its place, and returns it as it is now. */
export async function upsertDraft(
  session: Session,
  draft: DraftRow,
  attachments: readonly string[],
): Promise<DraftRow> {
  const { drafts, draft_attachments: named } = session.names
  const { instance, process, profile, event, state, visit } = columnsOf(draft.place)
  const [row] = await session.run(
    `insert into ${drafts} (id, person, place, instance, process, profile, event, state, visit, created_at,
       updated_at, answers, before_answers)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (person, place) do update set answers = excluded.answers,
       before_answers = excluded.before_answers, updated_at = excluded.updated_at
     returning *`,
    [
      ...[draft.id, draft.person, placeKey(draft.place), instance, process, profile, event, state, visit],
      ...[draft.createdAt, draft.updatedAt, JSON.stringify(draft.answers), JSON.stringify(draft.before)],
    ],
  )
  const saved = row ? toDraft(row) : draft
  await session.run(`delete from ${named} where draft = ?`, [saved.id])
  await insertRows(
    session,
    {
      table: named,
      columns: { attachment: 'text', draft: 'text' },
      conflict: 'on conflict (attachment, draft) do nothing',
    },
    attachments.map((id) => [id, saved.id]),
  )
  return saved
}

/** Removes a draft of a person; `false` when they have none of this id. */
export async function deleteDraft(session: Session, id: string, person: string): Promise<boolean> {
  const rows = await session.run(
    `delete from ${session.names.drafts} where id = ? and person = ? returning id`,
    [id, person],
  )
  return rows.length === 1
}

/** Removes all drafts of a case and returns how many. */
export async function deleteDraftsOf(session: Session, instance: string): Promise<number> {
  const rows = await session.run(`delete from ${session.names.drafts} where instance = ? returning id`, [
    instance,
  ])
  return rows.length
}

/** Removes drafts of a person whose cases have ended and returns how many. */
export async function deleteEndedDrafts(session: Session, person: string): Promise<number> {
  const { drafts, instances } = session.names
  const rows = await session.run(
    `delete from ${drafts} where person = ?
       and instance in (select id from ${instances} where status = 'ended') returning id`,
    [person],
  )
  return rows.length
}

/** Removes drafts that were not changed since an instant and returns how many. */
export async function purgeDrafts(session: Session, before: number): Promise<number> {
  const rows = await session.run(`delete from ${session.names.drafts} where updated_at < ? returning id`, [
    before,
  ])
  return rows.length
}

/** One text for a place, the same for the same place. */
function placeKey(place: DraftPlace): string {
  return JSON.stringify(
    'instance' in place
      ? ['event', place.instance, place.state, place.event, place.visit]
      : ['start', place.process, place.profile ?? null],
  )
}

function columnsOf(place: DraftPlace) {
  const none = { instance: null, process: null, profile: null, event: null, state: null, visit: null }
  return { ...none, ...place }
}

function toDraft(row: Row): DraftRow {
  return {
    id: text(row, 'id'),
    person: text(row, 'person'),
    place:
      row['instance'] === null
        ? { process: text(row, 'process'), ...optionalText(row, 'profile', 'profile') }
        : {
            instance: text(row, 'instance'),
            event: text(row, 'event'),
            state: text(row, 'state'),
            visit: integer(row, 'visit'),
          },
    answers: json(row, 'answers') as JsonObject,
    before: json(row, 'before_answers') as JsonObject,
    createdAt: integer(row, 'created_at'),
    updatedAt: integer(row, 'updated_at'),
  }
}
