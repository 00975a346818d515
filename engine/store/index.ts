export * from './port.js'
export type { AtBoundary, Boundary } from './boundary.js'
export { createStore, type StoreOptions } from './create-store.js'
export {
  folderBeside,
  isServer,
  openDatabase,
  openDatabaseReader,
  shownPlace,
  type OpenedDatabase,
} from './open-database.js'
export { openSqlite, openSqliteReader, type OpenedSqlite } from './open-sqlite.js'
export { openPostgres, type OpenedPostgres, type PostgresOptions } from './open-postgres.js'
export { inspectDatabase, type DatabaseFacts } from './inspect-database.js'
export { backupDatabase, type Backup } from './backup.js'
export { planUpgrade, readDatabaseStatus, upgradeDatabase, type DatabaseStatus } from './database-status.js'
export type { DatabaseHoldings } from './database-holdings.js'
export type { PlannedStep, SchemaPlan } from './schema-plan.js'
export { nodeLease } from './tables/leases.js'
export { createAnchor } from './anchor.js'
export { loadOrCreateAnchorKey, type AnchorSigner } from './anchor-key.js'
export { loadOrCreateSecret } from './secret-file.js'
export { verifyStore } from './verify-store.js'
export type * from './verify-report.js'
export type { VerifiedPage, VerifyProgress } from './verify-progress.js'
export { openVerifyProgress, type VerifyProgressFile } from './verify-progress-file.js'
export type { SaltSource } from './personal-values.js'
