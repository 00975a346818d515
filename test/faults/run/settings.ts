import { parseArgs } from 'node:util'

/** What a run does. */
export interface Settings {
  readonly db: 'sqlite' | 'postgres'
  /** How long is killed, or how often. */
  readonly until: { readonly milliseconds: number } | { readonly kills: number }
  /** Nodes on the database. */
  readonly nodes: number
  /** What is switched off, so that the checker has something to find. */
  readonly broken: Broken | undefined
  readonly json: boolean
}

/** A promise that the nodes do not keep in a run. */
export type Broken = 'durability' | 'idempotency'

/** How to call it. */
export const usage = `npm run test:faults -- [--minutes 3 | --kills 100] [--db sqlite|postgres] [--nodes 3] [--break durability|idempotency] [--json]

Kills nodes at random under load for some minutes, or until so many were killed, lets what is left run dry, and counts from outside what was lost or
doubled. Exits with 1 where anything was, with 2 for a wrong call. Two nodes on SQLite and three on PostgreSQL unless said
otherwise. --break switches a promise off: then something has to be found.`

/** Reads a command line. Throws an error whose message says what is wrong with it. */
export function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '3' },
      kills: { type: 'string' },
      db: { type: 'string', default: 'sqlite' },
      nodes: { type: 'string' },
      break: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const { db, json } = values
  if (db !== 'sqlite' && db !== 'postgres')
    throw new Error(`Expected 'sqlite' or 'postgres' as --db, but found '${db}'.`)
  return {
    db,
    until:
      values.kills === undefined
        ? { milliseconds: numberIn('minutes', values.minutes) * 60_000 }
        : { kills: numberIn('kills', values.kills) },
    nodes: Math.ceil(numberIn('nodes', values.nodes ?? (db === 'sqlite' ? '2' : '3'))),
    broken: brokenIn(values.break),
    json,
  }
}

function numberIn(name: string, text: string): number {
  const value = Number(text)
  if (value > 0 && value <= 1000) return value
  throw new Error(`Expected a number above 0 as --${name}, 1,000 at most, but found '${text}'.`)
}

function brokenIn(text: string | undefined): Broken | undefined {
  if (text === undefined || text === 'durability' || text === 'idempotency') return text
  throw new Error(`Expected 'durability' or 'idempotency' as --break, but found '${text}'.`)
}
