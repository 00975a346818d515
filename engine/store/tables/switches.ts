import type { SwitchRow } from '../port.js'
import { integer, text } from '../row.js'
import type { Session } from '../session.js'

/** Everything an operator has switched on, by name. */
export async function readSwitches(session: Session): Promise<readonly SwitchRow[]> {
  const rows = await session.run(
    `select name, at, actor, reason from ${session.names.switches} order by name`,
  )
  return rows.map((row) => ({
    name: text(row, 'name'),
    at: integer(row, 'at'),
    actor: text(row, 'actor'),
    reason: text(row, 'reason'),
  }))
}

/** Switches something on. What is on already stays as it was switched on first. */
export async function insertSwitch(session: Session, { name, at, actor, reason }: SwitchRow): Promise<void> {
  await session.run(
    `insert into ${session.names.switches} (name, at, actor, reason) values (?, ?, ?, ?) on conflict (name) do nothing`,
    [name, at, actor, reason],
  )
}

/** Switches something off. What is off already stays so. */
export async function deleteSwitch(session: Session, name: string): Promise<void> {
  await session.run(`delete from ${session.names.switches} where name = ?`, [name])
}

/** Has the cases asked for that waited for a process to be reopened begun from now on, as from when they were held. */
export async function releaseHeldBegins(session: Session, now: number): Promise<void> {
  await session.run(
    `update ${session.names.messages} set status = 'pending', retry_at = null, due = ?
     where status = 'held' and kind = 'begin' and detail like '{"code":"process-draining"%'`,
    [now],
  )
}
