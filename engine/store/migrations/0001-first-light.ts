import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'
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
    ...otherTables(names, dialect),
  ],
}

function instanceTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer, rowId } = types
  const on = `on ${t.instances}`
  return [
    `create table ${t.instances} (
      row_id ${rowId}, id ${text} not null, process ${text} not null, version ${text} not null, profile ${text},
      number ${text}, status ${text} not null, outcome ${text}, revision ${integer} not null,
      created_at ${integer} not null, updated_at ${integer} not null, due_at ${integer} not null,
      due_provisional ${integer} not null, suspended ${integer} not null, calendars ${text} not null, states ${text} not null, timers_armed ${integer} not null, search_hash ${text} not null,
      trail_count ${integer} not null, trail_hash ${text} not null, anchored_count ${integer} not null,
      record ${text} not null)`,
    `create unique index ${t.instances}_id ${on} (id)`,
    `create index ${t.instances}_number ${on} (number) where number is not null`,
    `create index ${t.instances}_updated ${on} (updated_at, row_id)`,
    `create index ${t.instances}_process_updated ${on} (process, updated_at, row_id)`,
    `create index ${t.instances}_active ${on} (updated_at, row_id) where status = 'active'`,
    `create index ${t.instances}_process_active ${on} (process, updated_at, row_id) where status = 'active'`,
    `create index ${t.instances}_outcome ${on} (outcome, updated_at, row_id) where outcome is not null`,
    `create index ${t.instances}_created ${on} (created_at, row_id)`,
    `create index ${t.instances}_process_created ${on} (process, created_at, row_id)`,
    `create index ${t.instances}_due ${on} (due_at, row_id)`,
    `create index ${t.instances}_process_due ${on} (process, due_at, row_id)`,
    `create index ${t.instances}_suspended ${on} (updated_at, row_id) where suspended = 1`,
    `create index ${t.instances}_calendars ${on} (calendars, row_id)
      where status = 'active' and timers_armed = 1 and calendars <> ''`,
    `create index ${t.instances}_unanchored ${on} (id) where trail_count > anchored_count`,
    `create table ${t.instance_states} (
      instance ${integer} not null, state ${text} not null, process ${text} not null, updated_at ${integer} not null,
      primary key (instance, state))${keyedTable}`,
    `create index ${t.instance_states}_process on ${t.instance_states} (process, state, updated_at, instance)`,
    `create index ${t.instance_states}_state on ${t.instance_states} (state, updated_at, instance)`,
  ]
}

function workTables(t: TableNames, { types, keyedTable }: Dialect): string[] {
  const { text, integer, rowId } = types
  return [
    `create table ${t.tasks} (
      id ${text} not null primary key, instance ${text} not null, process ${text} not null, number ${text},
      state ${text} not null, visit ${integer} not null, roles ${text} not null, opened_at ${integer} not null,
      due_at ${integer}, due_provisional ${integer} not null)`,
    `create index ${t.tasks}_opened on ${t.tasks} (opened_at, id)`,
    `create index ${t.tasks}_process on ${t.tasks} (process, opened_at, id)`,
    `create index ${t.tasks}_instance on ${t.tasks} (instance, opened_at, id)`,
    `create table ${t.task_roles} (
      task ${text} not null references ${t.tasks} (id) on delete cascade, role ${text} not null,
      instance ${integer} not null, process ${text} not null, opened_at ${integer} not null,
      primary key (task, role))${keyedTable}`,
    `create index ${t.task_roles}_role on ${t.task_roles} (role, opened_at, task, process)`,
    `create index ${t.task_roles}_instance on ${t.task_roles} (role, instance)`,
    `create table ${t.timers} (
      id ${text} not null primary key, instance ${text} not null, kind ${text} not null, state ${text} not null,
      visit ${integer} not null, due_at ${integer} not null, armed ${integer} not null)`,
    `create index ${t.timers}_due on ${t.timers} (due_at, id, instance) where armed = 1`,
    `create table ${t.effects} (
      row_id ${rowId}, id ${text} not null, instance ${text} not null, status ${text} not null,
      at ${integer} not null, request ${text} not null)`,
    `create unique index ${t.effects}_id on ${t.effects} (id)`,
    `create index ${t.effects}_instance on ${t.effects} (instance, row_id)`,
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

function otherTables(t: TableNames, { types }: Dialect): string[] {
  const { text, integer, rowId } = types
  return [
    `create table ${t.processes} (
      hash ${text} not null primary key, process ${text} not null, version ${text} not null, profile ${text},
      resolved ${text} not null, deployed_at ${integer} not null)`,
    `create index ${t.processes}_process on ${t.processes} (process, deployed_at)`,
    `create table ${t.calendars} (
      row_id ${rowId}, hash ${text} not null, id ${text} not null, definition ${text} not null,
      deployed_at ${integer} not null)`,
    `create unique index ${t.calendars}_hash on ${t.calendars} (hash)`,
    `create index ${t.calendars}_id on ${t.calendars} (id, row_id)`,
    `create table ${t.series} (key ${text} not null primary key, value ${integer} not null)`,
    `create table ${t.idempotency_keys} (
      scope ${text} not null, key ${text} not null, request ${text} not null, answer ${text} not null,
      at ${integer} not null, primary key (scope, key))`,
    `create index ${t.idempotency_keys}_at on ${t.idempotency_keys} (at)`,
    `create table ${t.api_keys} (
      id ${text} not null primary key, name ${text} not null, hash ${text} not null, actor ${text},
      roles ${text} not null, created_at ${integer} not null, expires_at ${integer}, revoked_at ${integer})`,
    `create unique index ${t.api_keys}_hash on ${t.api_keys} (hash)`,
    `create table ${t.replay_progress} (run ${text} not null primary key, progress ${text} not null)`,
  ]
}
