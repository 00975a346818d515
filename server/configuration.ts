import { dirname, join } from 'node:path'

/** How a server runs, from the environment. */
export interface Configuration {
  readonly host: string
  readonly port: number
  /** SQLite file. */
  readonly db: string
  /** Folder of definitions. */
  readonly workflows: string
  /** Profile of cases whose creation names none. */
  readonly profile?: string
  /** File of the key that signs anchors; outside the database on purpose. */
  readonly anchorKey: string
}

export interface ConfigurationMistake {
  readonly variable: string
  readonly message: string
}

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly mistakes: readonly ConfigurationMistake[] }

const known = ['AFTERCARE_DB', 'AFTERCARE_WORKFLOWS', 'AFTERCARE_PROFILE', 'AFTERCARE_ANCHOR_KEY']

/** Reads the environment and reports all its mistakes at once. An empty variable counts as not set. */
export function readConfiguration(environment: {
  readonly [name: string]: string | undefined
}): ConfigurationResult {
  const value = (name: string): string | undefined => environment[name] || undefined
  const mistakes: ConfigurationMistake[] = Object.keys(environment)
    .filter((name) => name.startsWith('AFTERCARE_') && !known.includes(name))
    .map((variable) => ({ variable, message: `Expected one of ${known.join(', ')}, but found ${variable}.` }))
  const port = value('PORT') ?? '4100'
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > 65_535)
    mistakes.push({
      variable: 'PORT',
      message: `Expected a port from 0 to 65535 as PORT, but found '${port}'.`,
    })
  const host = value('HOST') ?? '127.0.0.1'
  if (/[\s/]/.test(host))
    mistakes.push({
      variable: 'HOST',
      message: `Expected an address to listen on as HOST, but found '${host}'.`,
    })
  const db = value('AFTERCARE_DB') ?? join('data', 'aftercare.db')
  if (db === ':memory:')
    mistakes.push({
      variable: 'AFTERCARE_DB',
      message: "Expected a file as AFTERCARE_DB, but ':memory:' would lose every case at the stop.",
    })
  const profile = value('AFTERCARE_PROFILE')
  if (profile !== undefined && !/^[a-z][a-z0-9-]*$/.test(profile))
    mistakes.push({
      variable: 'AFTERCARE_PROFILE',
      message: `Expected the id of a profile as AFTERCARE_PROFILE, but found '${profile}'.`,
    })
  if (mistakes.length > 0) return { ok: false, mistakes }
  return {
    ok: true,
    configuration: {
      host,
      port: Number(port),
      db,
      workflows: value('AFTERCARE_WORKFLOWS') ?? 'workflows',
      anchorKey: value('AFTERCARE_ANCHOR_KEY') ?? join(dirname(db), 'anchor-key.pem'),
      ...(profile === undefined ? {} : { profile }),
    },
  }
}
