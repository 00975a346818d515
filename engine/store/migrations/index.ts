import { firstLight } from './0001-first-light.js'
import type { Migration } from './migration.js'

/** All migrations in order; append only. */
export const migrations: readonly Migration[] = [firstLight]
