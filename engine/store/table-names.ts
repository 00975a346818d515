import { EngineError } from '../errors/index.js'

const names = [
  'migrations',
  'processes',
  'process_sources',
  'calendars',
  'instances',
  'instance_states',
  'instance_parties',
  'instance_people',
  'visits',
  'breaches',
  'customer_links',
  'diagram_layouts',
  'saved_views',
  'first_views',
  'drafts',
  'draft_attachments',
  'tasks',
  'task_roles',
  'timers',
  'trail',
  'effects',
  'messages',
  'links',
  'search_values',
  'search_grams',
  'series',
  'rotations',
  'vouchers',
  'idempotency_keys',
  'api_keys',
  'sessions',
  'sign_in_links',
  'anchors',
  'anchor_heads',
  'replay_progress',
  'units',
  'unit_cases',
  'attachments',
  'attachment_contents',
  'attachment_uses',
  'schedules',
  'schedule_slots',
  'schedule_starts',
  'incidents',
  'switches',
  'operator_actions',
  'leases',
  'changes',
] as const

/** The tables of this store by their plain name, as they are called in the database. */
export type TableNames = { readonly [name in (typeof names)[number]]: string }

/** Prefix of all tables where none is given. */
const defaultPrefix = 'aftercare_'

/** Names of all tables with a prefix. Throws `configuration-invalid` for one that is no plain name. */
export function tableNames(prefix: string = defaultPrefix): TableNames {
  // The prefix becomes part of SQL texts, so nothing but a plain name may pass.
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(prefix))
    throw new EngineError(
      'configuration-invalid',
      `Expected a table prefix of small letters, digits and '_', but it is ${JSON.stringify(prefix)}.`,
    )
  return Object.fromEntries(names.map((name) => [name, prefix + name])) as TableNames
}
