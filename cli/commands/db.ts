import type { Command } from 'commander'
import { addBackup } from './db-backup.js'
import { addStatus } from './db-status.js'
import { addUpgrade } from './db-upgrade.js'

/** `aftercare db`: the database as a whole. */
export function addDb(program: Command): void {
  const db = program.command('db').description('copy the database, look at it, bring it to this release')
  for (const add of [addBackup, addStatus, addUpgrade]) add(db)
}
