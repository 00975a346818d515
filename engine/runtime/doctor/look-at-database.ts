import type { DatabaseFacts } from '../../store/index.js'
import { bad, ok, warn, type Finding } from './finding.js'

/** Values under which an acknowledged event survives a power failure. */
const kept: { readonly [name: string]: readonly string[] } = {
  journal_mode: ['wal'],
  synchronous: ['2', '3'],
  foreign_keys: ['1'],
  fsync: ['on'],
  full_page_writes: ['on'],
  // All of them wait for the own disk.
  synchronous_commit: ['on', 'local', 'remote_write', 'remote_apply'],
}

/** How far two clocks may be apart before somebody should look, and before due points are wrong, in milliseconds. */
const clockTolerance = 2000
const clockWrong = 60_000

/** Whether a database is set up so that what is promised holds. */
export function lookAtDatabase(facts: DatabaseFacts): readonly Finding[] {
  return [...lookAtSettings(facts), lookAtPool(facts), lookAtClock(facts)]
}

function lookAtSettings({ settings, kind, version }: DatabaseFacts): readonly Finding[] {
  const wrong = Object.entries(settings).filter(([name, value]) => !(kept[name] ?? [value]).includes(value))
  const program = kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  if (wrong.length === 0) {
    const all = Object.entries(settings).map(([name, value]) => `${name} ${value}`)
    return [ok('settings', `${program} ${version}: ${all.join(', ')}.`)]
  }
  return wrong.map(([name, value]) =>
    name === 'journal_mode'
      ? warn(
          'settings',
          `The file is in journal mode '${value}', so readers and writers wait for each other.`,
          'Start the server on it once: it sets WAL. A file on a network drive cannot have it; move it to a disk.',
        )
      : bad(
          'settings',
          `${program} has '${name}' set to '${value}': an acknowledged event may be lost when the power fails.`,
          `Set '${name}' to '${kept[name]?.[0] ?? 'on'}'.`,
        ),
  )
}

function lookAtPool({ pool: { most, allowed, taken = 0 } }: DatabaseFacts): Finding {
  if (allowed === undefined) return ok('pool', 'One connection writes and one reads.')
  const text = `A node opens up to ${most} connections; the server lets in ${allowed}, and has ${taken} now.`
  // The database of a service is rarely its alone, and a node that is exchanged runs beside its successor.
  return allowed >= 2 * most
    ? ok('pool', text)
    : warn('pool', text, `Raise 'max_connections' to ${3 * most} or more.`)
}

function lookAtClock({ clockAheadMs }: DatabaseFacts): Finding {
  const apart = Math.abs(clockAheadMs)
  const text = `The clocks of this machine and of the database are ${(apart / 1000).toFixed(1)} seconds apart.`
  if (apart < clockTolerance) return ok('clock', text)
  const remedy = 'Have both machines take the time from the same server (NTP).'
  return apart < clockWrong ? warn('clock', text, remedy) : bad('clock', text, remedy)
}
