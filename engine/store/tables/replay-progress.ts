import type { JsonObject } from '../../errors/json.js'
import { json } from '../row.js'
import type { Session } from '../session.js'

/** Progress of a log replay, by name of the run. */
export async function readReplayProgress(session: Session, run: string): Promise<JsonObject | undefined> {
  const [row] = await session.run(`select progress from ${session.names.replay_progress} where run = ?`, [
    run,
  ])
  return row && (json(row, 'progress') as JsonObject)
}

/** Stores the progress of a log replay in place of what was there. */
export async function saveReplayProgress(session: Session, run: string, progress: JsonObject): Promise<void> {
  await session.run(
    `insert into ${session.names.replay_progress} (run, progress) values (?, ?)
     on conflict (run) do update set progress = excluded.progress`,
    [run, JSON.stringify(progress)],
  )
}
