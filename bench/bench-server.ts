import { randomUUID } from 'node:crypto'
import { openPostgres } from '../engine/index.js'
import { startPostgres } from '../test/postgres/postgres-server.js'

/** Where something may be kept, and how to be rid of it. */
export interface ServerPlace {
  readonly place: string
  readonly remove: () => Promise<void>
}

/** A PostgreSQL server to measure on, every commit synchronised. */
export interface BenchServer {
  readonly url: string
  /** An empty schema; its address finds tables by their bare names. */
  schema(): Promise<ServerPlace>
  /** An empty database of its own, for those who make their schemas themselves. */
  database(): Promise<ServerPlace>
  stop(): Promise<void>
}

/**
 * The server at `BENCH_PG_URL`, else one that is started for the run as the tests start theirs, but durable. Throws with
 * what was tried when none can be had.
 */
export async function openBenchServer(): Promise<BenchServer> {
  const given = process.env['BENCH_PG_URL']
  if (given !== undefined) return over(given, () => Promise.resolve())
  const server = await startPostgres({ isDurable: true })
  return over(server.url, () => server.stop())
}

function over(url: string, stop: () => Promise<void>): BenchServer {
  return { url, schema: () => newSchema(url), database: () => newDatabase(url), stop }
}

async function newSchema(url: string): Promise<ServerPlace> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`
  await runOnce(url, `create schema ${name}`)
  const place = new URL(url)
  place.searchParams.set('options', `-c search_path=${name}`)
  return { place: place.href, remove: () => runOnce(url, `drop schema ${name} cascade`) }
}

async function newDatabase(url: string): Promise<ServerPlace> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`
  await runOnce(url, `create database ${name}`)
  const place = new URL(url)
  place.pathname = `/${name}`
  return { place: place.href, remove: () => runOnce(url, `drop database ${name} with (force)`) }
}

async function runOnce(url: string, sql: string): Promise<void> {
  const opened = await openPostgres(url)
  try {
    await opened.db.raw(sql)
  } finally {
    await opened.close()
  }
}
