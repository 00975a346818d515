export * from './port.js'
export type { AtBoundary, Boundary } from './boundary.js'
export { createStore, type StoreOptions } from './create-store.js'
export {
  isServer,
  openDatabase,
  openDatabaseReader,
  shownPlace,
  type OpenedDatabase,
} from './open-database.js'
export { openSqlite, openSqliteReader, type OpenedSqlite } from './open-sqlite.js'
export { openPostgres, type OpenedPostgres, type PostgresOptions } from './open-postgres.js'
export { inspectDatabase, type DatabaseFacts } from './inspect-database.js'
export { nodeLease } from './tables/leases.js'
export { createAnchor } from './anchor.js'
export { loadOrCreateAnchorKey, type AnchorSigner } from './anchor-key.js'
export { verifyStore, type VerifyFinding, type VerifyOptions, type VerifyReport } from './verify-store.js'
export type { SaltSource } from './personal-values.js'
