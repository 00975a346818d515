import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/** What people keep for themselves: views of the list of cases, and forms they began. */
export function keptTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.saved_views} (
      id ${text} not null primary key, owner ${text} not null, role ${text}, name ${text} not null,
      address ${text} not null, created_at ${integer} not null, updated_at ${integer} not null)`,
    `create unique index ${t.saved_views}_name on ${t.saved_views} (owner, name)`,
    `create index ${t.saved_views}_role on ${t.saved_views} (role) where role is not null`,
    `create table ${t.first_views} (
      person ${text} not null primary key,
      saved_view ${text} not null references ${t.saved_views} (id) on delete cascade)`,
    `create index ${t.first_views}_view on ${t.first_views} (saved_view)`,
    `create table ${t.drafts} (
      id ${text} not null primary key, person ${text} not null, place ${text} not null, instance ${text},
      process ${text}, profile ${text}, event ${text}, state ${text}, visit ${integer},
      created_at ${integer} not null, updated_at ${integer} not null,
      answers ${text} not null, before_answers ${text} not null)`,
    `create unique index ${t.drafts}_place on ${t.drafts} (person, place)`,
    `create index ${t.drafts}_instance on ${t.drafts} (instance) where instance is not null`,
    `create index ${t.drafts}_updated on ${t.drafts} (updated_at)`,
    `create table ${t.draft_attachments} (
      draft ${text} not null references ${t.drafts} (id) on delete cascade, attachment ${text} not null,
      primary key (attachment, draft))${keyedTable}`,
    `create index ${t.draft_attachments}_draft on ${t.draft_attachments} (draft)`,
  ]
}
