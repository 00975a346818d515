import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'
import { changeTables } from './0001-changes.js'
import { customerLinkTables } from './0001-customer-links.js'
import { diagramLayoutTables } from './0001-diagram-layouts.js'
import { figureTables } from './0001-figures.js'
import { identityTables } from './0001-identity.js'
import { keptTables } from './0001-kept.js'
import { leaseTables } from './0001-leases.js'
import { outsideTables } from './0001-outside-work.js'
import { operatorTables } from './0001-operator-actions.js'
import type { Migration } from './migration.js'

/** The tables of the first release. Columns are explained in the files of `tables/`. */
export const firstLight: Migration = {
  number: 1,
  name: 'first-light',
  statements: (names, dialect) => [
    ...instanceTables(names, dialect),
    ...workTables(names, dialect),
    ...trailTables(names, dialect),
    ...searchTables(names, dialect),
    ...scheduleTables(names, dialect),
    ...unitTables(names, dialect),
    ...attachmentTables(names, dialect),
    ...caseTables(names, dialect),
    ...otherTables(names, dialect),
    ...outsideTables(names, dialect),
    ...leaseTables(names, dialect),
    ...changeTables(names, dialect),
    ...figureTables(names, dialect),
    ...operatorTables(names, dialect),
    ...customerLinkTables(names, dialect),
    ...identityTables(names, dialect),
    ...diagramLayoutTables(names, dialect),
    ...keptTables(names, dialect),
  ],
}

/** Lists of cases are ranges in each of these orders. */
const listOrderColumns = [
  ['updated', 'updated_at'],
  ['created', 'created_at'],
  ['due', 'due_at'],
  ['priority', 'priority_rank, due_at'],
] as const

function instanceTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer, rowId } = types
  const on = `on ${t.instances}`
  return [
    `create table ${t.instances} (
      row_id ${rowId}, id ${text} not null, process ${text} not null, version ${text} not null, profile ${text},
      number ${text}, status ${text} not null, outcome ${text}, revision ${integer} not null,
      created_at ${integer} not null, updated_at ${integer} not null, due_at ${integer} not null,
      due_provisional ${integer} not null, priority ${integer}, priority_rank ${integer} not null, suspended ${integer} not null, ended_at ${integer}, calendars ${text} not null, states ${text} not null, timers_armed ${integer} not null, search_hash ${text} not null,
      trail_count ${integer} not null, trail_hash ${text} not null, anchored_count ${integer} not null,
      record ${text} not null)`,
    `create unique index ${t.instances}_id ${on} (id)`,
    `create index ${t.instances}_number ${on} (number) where number is not null`,
    ...listOrderColumns.flatMap(([order, columns]) => [
      `create index ${t.instances}_${order} ${on} (status, ${columns}, row_id)`,
      `create index ${t.instances}_process_${order} ${on} (process, status, ${columns}, row_id)`,
      `create index ${t.instances}_outcome_${order} ${on} (process, outcome, ${columns}, row_id)
        where outcome is not null`,
    ]),
    `create index ${t.instances}_ended ${on} (ended_at, row_id) where ended_at is not null`,
    `create index ${t.instances}_process_ended ${on} (process, ended_at, row_id, status, outcome)
      where ended_at is not null`,
    `create index ${t.instances}_version ${on} (version, status, row_id)`,
    `create index ${t.instances}_suspended ${on} (row_id) where suspended = 1`,
    `create index ${t.instances}_calendars ${on} (calendars, row_id)
      where status = 'active' and timers_armed = 1 and calendars <> ''`,
    `create index ${t.instances}_unanchored ${on} (id) where trail_count > anchored_count`,
    `create table ${t.instance_states} (
      instance ${integer} not null, state ${text} not null, process ${text} not null, updated_at ${integer} not null,
      created_at ${integer} not null, due_at ${integer} not null, priority_rank ${integer} not null,
      primary key (instance, state))${keyedTable}`,
    ...listOrderColumns.map(
      ([order, columns]) =>
        `create index ${t.instance_states}_${order} on ${t.instance_states} (process, state, ${columns}, instance)`,
    ),
    `create table ${t.instance_parties} (
      instance ${integer} not null, role ${text} not null, party ${text} not null,
      primary key (instance, role))${keyedTable}`,
    `create table ${t.instance_people} (
      instance ${integer} not null, person ${text} not null, primary key (instance, person))${keyedTable}`,
    `create index ${t.instance_people}_person on ${t.instance_people} (person, instance)`,
    `create index ${t.instance_parties}_party on ${t.instance_parties} (party, role, instance)`,
  ]
}

function workTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.tasks} (
      id ${text} not null primary key, instance ${text} not null, process ${text} not null, number ${text},
      state ${text} not null, visit ${integer} not null, roles ${text} not null, opened_at ${integer} not null,
      due_at ${integer} not null, due_provisional ${integer} not null, assignee ${text}, assigned_at ${integer},
      assignment ${text}, away ${integer} not null, priority ${integer}, priority_rank ${integer} not null)`,
    `create index ${t.tasks}_opened on ${t.tasks} (opened_at, id)`,
    `create index ${t.tasks}_process on ${t.tasks} (process, opened_at, id)`,
    `create index ${t.tasks}_instance on ${t.tasks} (instance, opened_at, id)`,
    `create index ${t.tasks}_assignee on ${t.tasks} (assignee, opened_at, id)`,
    `create index ${t.tasks}_priority on ${t.tasks} (priority_rank, due_at, id)`,
    `create index ${t.tasks}_process_priority on ${t.tasks} (process, priority_rank, due_at, id)`,
    `create index ${t.tasks}_assignee_priority on ${t.tasks} (assignee, priority_rank, due_at, id)`,
    `create table ${t.task_roles} (
      task ${text} not null references ${t.tasks} (id) on delete cascade, role ${text} not null,
      instance ${integer} not null, process ${text} not null, opened_at ${integer} not null, assignee ${text},
      priority_rank ${integer} not null, due_at ${integer} not null, primary key (task, role))${keyedTable}`,
    `create index ${t.task_roles}_role on ${t.task_roles} (role, opened_at, task, process)`,
    `create index ${t.task_roles}_assignee on ${t.task_roles} (role, assignee, opened_at, task, process)`,
    `create index ${t.task_roles}_priority on ${t.task_roles} (role, priority_rank, due_at, task, process)`,
    `create index ${t.task_roles}_assignee_priority
      on ${t.task_roles} (role, assignee, priority_rank, due_at, task, process)`,
    `create index ${t.task_roles}_instance on ${t.task_roles} (role, instance)`,
    `create table ${t.timers} (
      id ${text} not null primary key, instance ${text} not null, kind ${text} not null, state ${text} not null,
      visit ${integer} not null, due_at ${integer} not null, armed ${integer} not null)`,
    `create index ${t.timers}_due on ${t.timers} (due_at, id, instance) where armed = 1`,
  ]
}

function caseTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer, rowId } = types
  const on = `on ${t.messages}`
  const open = `where status in ('pending', 'waiting', 'held')`
  return [
    `create table ${t.messages} (
      row_id ${rowId}, id ${text} not null, sender ${text} not null, receiver ${text} not null, kind ${text} not null,
      body ${text} not null, status ${text} not null, at ${integer} not null, tried ${integer} not null,
      attempts ${integer} not null, faults ${integer} not null, retry_at ${integer}, due ${integer} not null,
      since ${integer}, detail ${text})`,
    `create unique index ${t.messages}_id ${on} (id)`,
    `create index ${t.messages}_pending ${on} (due, row_id) where status = 'pending'`,
    `create index ${t.messages}_waiting ${on} (receiver, tried, row_id) where status = 'waiting'`,
    `create index ${t.messages}_held ${on} (retry_at, row_id) where status = 'held'`,
    `create index ${t.messages}_status ${on} (status, row_id) where status <> 'taken'`,
    `create index ${t.messages}_open ${on} (receiver, sender, row_id) ${open}`,
    `create index ${t.messages}_sender ${on} (sender, status, row_id)`,
    `create index ${t.messages}_receiver ${on} (receiver, status, row_id)`,
    `create table ${t.links} (
      from_case ${text} not null, to_case ${text} not null, relation ${text} not null, at ${integer} not null,
      primary key (from_case, to_case, relation))${keyedTable}`,
    `create index ${t.links}_to on ${t.links} (to_case, from_case)`,
  ]
}

function trailTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.trail} (
      instance ${text} not null, seq ${integer} not null, at ${integer} not null, type ${text} not null,
      actor ${text}, via ${text}, body ${text} not null, personal ${text}, previous ${text} not null,
      hash ${text} not null, primary key (instance, seq))`,
    `create table ${t.anchors} (
      number ${integer} not null primary key, at ${integer} not null, instances ${integer} not null,
      row_count ${integer} not null, previous ${text} not null, hash ${text} not null, signing_key ${text} not null,
      signature ${text} not null)`,
    `create table ${t.anchor_heads} (
      anchor ${integer} not null, instance ${text} not null, trail_count ${integer} not null,
      trail_hash ${text} not null, primary key (anchor, instance))${keyedTable}`,
    `create index ${t.anchor_heads}_instance on ${t.anchor_heads} (instance, trail_count)`,
  ]
}

function searchTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.search_values} (
      instance ${integer} not null, field ${text} not null, value ${text} not null,
      primary key (instance, field))${keyedTable}`,
    `create index ${t.search_values}_value on ${t.search_values} (field, value, instance)`,
    `create table ${t.search_grams} (
      gram ${text} not null, instance ${integer} not null, primary key (gram, instance))${keyedTable}`,
    `create index ${t.search_grams}_instance on ${t.search_grams} (instance)`,
  ]
}

function scheduleTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.schedules} (
      id ${text} not null primary key, since ${integer} not null, done_until ${integer} not null)`,
    `create table ${t.schedule_slots} (
      schedule ${text} not null, slot ${text} not null, due_at ${integer} not null, status ${text} not null,
      begun_at ${integer} not null, ended_at ${integer}, started ${integer} not null, refused ${integer} not null,
      place ${text}, primary key (schedule, slot))${keyedTable}`,
    `create index ${t.schedule_slots}_due on ${t.schedule_slots} (schedule, due_at, slot)`,
    `create index ${t.schedule_slots}_open on ${t.schedule_slots} (schedule, due_at) where status = 'open'`,
    `create table ${t.schedule_starts} (
      schedule ${text} not null, slot ${text} not null, object ${text} not null, instance ${text},
      refusal ${text}, at ${integer} not null, primary key (schedule, slot, object))${keyedTable}`,
    `create index ${t.schedule_starts}_refused on ${t.schedule_starts} (schedule, at) where instance is null`,
  ]
}

function unitTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer } = types
  return [
    `create table ${t.units} (
      serial ${text} not null primary key, revision ${integer} not null, model ${text}, file ${text} not null)`,
    `create table ${t.unit_cases} (
      instance ${integer} not null primary key, serial ${text} not null)${keyedTable}`,
    `create index ${t.unit_cases}_serial on ${t.unit_cases} (serial, instance)`,
  ]
}

function attachmentTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer, bytes } = types
  return [
    `create table ${t.attachments} (
      id ${text} not null primary key, sha256 ${text} not null, name ${text}, media_type ${text} not null,
      size ${integer} not null, uploaded_by ${text} not null, at ${integer} not null, state ${text} not null)`,
    `create index ${t.attachments}_content on ${t.attachments} (sha256, state)`,
    `create index ${t.attachments}_unused on ${t.attachments} (at) where state = 'unused'`,
    `create index ${t.attachments}_waiting on ${t.attachments} (uploaded_by) where state = 'unused'`,
    `create index ${t.attachments}_leaving on ${t.attachments} (at) where state = 'leaving'`,
    `create table ${t.attachment_contents} (sha256 ${text} not null primary key, content ${bytes} not null)`,
    `create table ${t.attachment_uses} (
      attachment ${text} not null, instance ${integer} not null, primary key (attachment, instance))${keyedTable}`,
  ]
}

function otherTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer, rowId } = types
  return [
    `create table ${t.processes} (
      hash ${text} not null primary key, process ${text} not null, version ${text} not null, profile ${text},
      resolved ${text} not null, deployed_at ${integer} not null, deployed_by ${text}, deployed_via ${text},
      note ${text}, source ${text}, retired_at ${integer}, retired_by ${text}, retired_via ${text}, reason ${text})`,
    `create index ${t.processes}_process on ${t.processes} (process, deployed_at)`,
    // Of what somebody deployed, one hash has a name: of two nodes that deploy at once, one is refused.
    `create unique index ${t.processes}_deployed on ${t.processes} (process, version, coalesce(profile, ''))
      where deployed_by is not null`,
    `create index ${t.processes}_standing on ${t.processes} (process)
      where deployed_by is not null or retired_at is not null`,
    `create table ${t.process_sources} (sha256 ${text} not null primary key, content ${text} not null)`,
    `create table ${t.calendars} (
      row_id ${rowId}, hash ${text} not null, id ${text} not null, definition ${text} not null,
      deployed_at ${integer} not null)`,
    `create unique index ${t.calendars}_hash on ${t.calendars} (hash)`,
    `create index ${t.calendars}_id on ${t.calendars} (id, row_id)`,
    ...voucherTable(t, types),
    `create table ${t.series} (key ${text} not null primary key, value ${integer} not null)`,
    `create table ${t.rotations} (
      key ${text} not null primary key, last_turn ${text} not null, owed ${text} not null)`,
    `create table ${t.idempotency_keys} (
      scope ${text} not null, key ${text} not null, request ${text} not null, answer ${text} not null,
      at ${integer} not null, primary key (scope, key))`,
    `create index ${t.idempotency_keys}_at on ${t.idempotency_keys} (at)`,
    `create table ${t.replay_progress} (run ${text} not null primary key, progress ${text} not null)`,
  ]
}

function voucherTable(t: TableNames, { text, integer, rowId }: Dialect['types']): string[] {
  const on = `on ${t.vouchers}`
  return [
    `create table ${t.vouchers} (
      row_id ${rowId}, paper ${text} not null, number ${text} not null, instance ${text} not null,
      process ${text} not null, case_number ${text}, state ${text} not null, issued_at ${integer} not null)`,
    `create unique index ${t.vouchers}_number ${on} (paper, number)`,
    `create index ${t.vouchers}_issued ${on} (issued_at, row_id)`,
    `create index ${t.vouchers}_any ${on} (number, issued_at, row_id)`,
    `create index ${t.vouchers}_paper ${on} (paper, issued_at, row_id)`,
    `create index ${t.vouchers}_paper_state ${on} (paper, state, issued_at, row_id)`,
    `create index ${t.vouchers}_state ${on} (state, issued_at, row_id)`,
    `create index ${t.vouchers}_instance ${on} (instance, issued_at, row_id)`,
  ]
}
