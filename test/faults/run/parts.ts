import type { SentWorkflows } from './parcel-workflows.js'
import type { Broken } from './settings.js'

/** What a node is told at its start, as JSON in its first argument. */
export interface NodeConfig {
  readonly name: string
  /** A SQLite file, or the address of a PostgreSQL server. */
  readonly database: string
  readonly port: number
  /** Address of the world outside. */
  readonly receiver: string
  readonly workflows: SentWorkflows
  readonly broken?: Broken
}

/** Something that was taken outside. */
export interface Taken {
  readonly lane: string
  readonly key: string
  /** Of the request that led to it; empty for messages. */
  readonly mark: string
  /** How often it was delivered. */
  readonly times: number
}

/** What one who sends requests has done: every mark stands for one request, however often it was sent. */
export interface LoadReport {
  /** Requests that were answered with yes. */
  readonly acknowledged: readonly Acknowledged[]
  /** Requests that were answered with no, with the reason. */
  readonly refused: readonly string[]
  /** How often a request was sent again since nobody had answered it. */
  readonly again: number
}

/** A request that was acknowledged, and the case of which that was said. */
export interface Acknowledged {
  readonly kind: 'create' | 'scan'
  readonly mark: string
  readonly instance: string
}
