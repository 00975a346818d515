import { statSync } from 'node:fs'
import { join } from 'node:path'
import { folderBeside, isServer, parseAnchorTimes, type AnchorTimes } from '../engine/index.js'
import {
  identityChecks,
  identityConflicts,
  identitySettings,
  type IdentitySettings,
  type IdentityVariable,
  type IdentityVariables,
} from './identity/identity-settings.js'

import type { ConnectionLimits } from './http/connection-limits.js'
import { connectionChecks, connectionSettings, type ConnectionVariables } from './http/connection-settings.js'
import { watchChecks, watchSettings, type WatchSettings, type WatchVariables } from './logging/index.js'

/** How a server runs, from the environment. */
export interface Configuration {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** SQLite file, or the address of a PostgreSQL server. */
  readonly db: string
  /** Folder of definitions. */
  readonly workflows: string
  /** What becomes of a folder in which a version has another content under its name; refused where absent. */
  readonly changedVersions?: 'refused' | 'told' | 'allowed'
  /** Profile of cases whose creation names none. */
  readonly profile?: string
  /** Folder of the content of attachments; in the database where there is none. */
  readonly attachments?: string
  /** File of the key that signs anchors; outside the database on purpose. */
  readonly anchorKey: string
  /** When anchors are written; every hour where absent. */
  readonly anchorTimes?: AnchorTimes
  /** Who may come in; the usual where absent, without limits. */
  readonly identity?: IdentitySettings
  /** Origins of other sites whose pages may read answers; none unless given. */
  readonly corsOrigins?: readonly string[]
  /** What is logged and who may read the metrics; the usual where absent. */
  readonly watch?: WatchSettings
  /** What one connection may cost; the usual where absent. */
  readonly connections?: ConnectionLimits
}

export interface ConfigurationMistake {
  readonly variable: string
  readonly message: string
}

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly mistakes: readonly ConfigurationMistake[] }

interface Settings extends Record<IdentityVariable, string | undefined>, WatchVariables, ConnectionVariables {
  readonly PORT: string
  readonly HOST: string
  readonly AFTERCARE_DB: string
  readonly AFTERCARE_WORKFLOWS: string
  readonly AFTERCARE_CHANGED_VERSIONS: string
  readonly AFTERCARE_PROFILE: string | undefined
  readonly AFTERCARE_ATTACHMENTS: string | undefined
  readonly AFTERCARE_ANCHOR_KEY: string
  readonly AFTERCARE_ANCHOR_TIMES: string | undefined
  readonly AFTERCARE_CORS_ORIGINS: string | undefined
}

/** What is wrong with each variable, or nothing. */
const checks: { readonly [K in keyof Settings]: (value: NonNullable<Settings[K]>) => string | undefined } = {
  PORT: (port) =>
    /^[0-9]{1,5}$/.test(port) && Number(port) <= 65_535
      ? undefined
      : `Expected a port from 0 to 65535 as PORT, but found '${port}'.`,
  HOST: (host) =>
    /[\s/]/.test(host) ? `Expected an address to listen on as HOST, but found '${host}'.` : undefined,
  AFTERCARE_DB: (file) => {
    if (isServer(file))
      return URL.canParse(file)
        ? undefined
        : "Expected a file or an address such as 'postgres://user:password@host:5432/database' as AFTERCARE_DB, but it cannot be read."
    if (file === ':memory:')
      return "Expected a file as AFTERCARE_DB, but ':memory:' would lose every case at the stop."
    return kindOf(file) === 'folder'
      ? `Expected a file as AFTERCARE_DB, but '${file}' is a folder.`
      : undefined
  },
  AFTERCARE_WORKFLOWS: (folder) =>
    kindOf(folder) === 'nothing'
      ? `Expected a folder of definitions as AFTERCARE_WORKFLOWS, but '${folder}' does not exist.`
      : undefined,
  AFTERCARE_CHANGED_VERSIONS: (word) =>
    word === 'refused' || word === 'told'
      ? undefined
      : `Expected 'refused' or 'told' as AFTERCARE_CHANGED_VERSIONS, but found '${word}'.`,
  AFTERCARE_PROFILE: (profile) =>
    /^[a-z][a-z0-9-]*$/.test(profile)
      ? undefined
      : `Expected the id of a profile as AFTERCARE_PROFILE, but found '${profile}'.`,
  AFTERCARE_ATTACHMENTS: (folder) =>
    kindOf(folder) === 'file'
      ? `Expected a folder as AFTERCARE_ATTACHMENTS, but '${folder}' is a file.`
      : undefined,
  AFTERCARE_ANCHOR_KEY: (file) =>
    kindOf(file) === 'folder'
      ? `Expected a file as AFTERCARE_ANCHOR_KEY, but '${file}' is a folder.`
      : undefined,
  AFTERCARE_ANCHOR_TIMES: (text) => {
    const times = parseAnchorTimes(text)
    return 'expected' in times
      ? `Expected ${times.expected} as AFTERCARE_ANCHOR_TIMES, but found '${text}'.`
      : undefined
  },
  AFTERCARE_CORS_ORIGINS: (list) =>
    originsOf(list).every((origin) => URL.canParse(origin) && new URL(origin).origin === origin)
      ? undefined
      : `Expected origins such as https://shop.example, separated by commas, as AFTERCARE_CORS_ORIGINS, but found '${list}'.`,
  ...watchChecks,
  ...connectionChecks,
  ...identityChecks,
}

const known = Object.keys(checks) as readonly (keyof Settings)[]

/** Reads the environment and reports all its mistakes at once. An empty variable counts as not set. */
export function readConfiguration(environment: {
  readonly [name: string]: string | undefined
}): ConfigurationResult {
  const settings = settingsOf(environment)
  const wrong = known.flatMap((name) => mistakeIn(settings, name))
  const mistakes = [
    ...unknownVariables(environment),
    ...wrong,
    // What is wrong by itself need not fit together.
    ...identityConflicts(settings, settings.HOST).filter(
      ({ variable }) => !wrong.some((one) => one.variable === variable),
    ),
  ]
  if (mistakes.length > 0) return { ok: false, mistakes }
  const { AFTERCARE_PROFILE: profile, AFTERCARE_ATTACHMENTS: attachments } = settings
  const { AFTERCARE_CORS_ORIGINS: origins, AFTERCARE_ANCHOR_TIMES: times } = settings
  const anchorTimes = times === undefined ? undefined : parseAnchorTimes(times)
  return {
    ok: true,
    configuration: {
      host: settings.HOST,
      port: Number(settings.PORT),
      db: settings.AFTERCARE_DB,
      workflows: settings.AFTERCARE_WORKFLOWS,
      anchorKey: settings.AFTERCARE_ANCHOR_KEY,
      ...(settings.AFTERCARE_CHANGED_VERSIONS === 'told' && { changedVersions: 'told' }),
      ...(anchorTimes && !('expected' in anchorTimes) && { anchorTimes }),
      ...(profile === undefined ? {} : { profile }),
      ...(attachments === undefined ? {} : { attachments }),
      ...(origins === undefined ? {} : { corsOrigins: originsOf(origins) }),
      identity: identitySettings(settings),
      watch: watchSettings(settings),
      connections: connectionSettings(settings),
    },
  }
}

function settingsOf(environment: { readonly [name: string]: string | undefined }): Settings {
  const value = (name: keyof Settings): string | undefined => environment[name] || undefined
  const db = value('AFTERCARE_DB') ?? join('data', 'aftercare.db')
  const identity: IdentityVariables = Object.fromEntries(
    Object.keys(identityChecks).map((name) => [name, environment[name] || undefined]),
  )
  return {
    ...(identity as Record<IdentityVariable, string | undefined>),
    AFTERCARE_CORS_ORIGINS: value('AFTERCARE_CORS_ORIGINS'),
    AFTERCARE_ANCHOR_TIMES: value('AFTERCARE_ANCHOR_TIMES'),
    AFTERCARE_LOG_LEVEL: value('AFTERCARE_LOG_LEVEL'),
    AFTERCARE_METRICS_TOKEN: value('AFTERCARE_METRICS_TOKEN'),
    AFTERCARE_CONNECTIONS: value('AFTERCARE_CONNECTIONS'),
    AFTERCARE_REQUEST_TIMEOUT: value('AFTERCARE_REQUEST_TIMEOUT'),
    PORT: value('PORT') ?? '4100',
    HOST: value('HOST') ?? '127.0.0.1',
    AFTERCARE_DB: db,
    AFTERCARE_WORKFLOWS: value('AFTERCARE_WORKFLOWS') ?? 'workflows',
    AFTERCARE_CHANGED_VERSIONS: value('AFTERCARE_CHANGED_VERSIONS') ?? 'refused',
    AFTERCARE_PROFILE: value('AFTERCARE_PROFILE'),
    AFTERCARE_ATTACHMENTS: value('AFTERCARE_ATTACHMENTS'),
    AFTERCARE_ANCHOR_KEY: value('AFTERCARE_ANCHOR_KEY') ?? join(folderBeside(db), 'anchor-key.pem'),
  }
}

/** A name misspelt would otherwise be silently without effect. */
function unknownVariables(environment: {
  readonly [name: string]: string | undefined
}): readonly ConfigurationMistake[] {
  const ours = known.filter((name) => name.startsWith('AFTERCARE_'))
  return Object.keys(environment)
    .filter((name) => name.startsWith('AFTERCARE_') && !ours.some((one) => one === name))
    .map((variable) => ({ variable, message: `Expected one of ${ours.join(', ')}, but found ${variable}.` }))
}

function mistakeIn(settings: Settings, variable: keyof Settings): readonly ConfigurationMistake[] {
  const value = settings[variable]
  const message = value === undefined ? undefined : checks[variable](value)
  return message === undefined ? [] : [{ variable, message }]
}

function originsOf(list: string): readonly string[] {
  return list.split(',').map((origin) => origin.trim())
}

function kindOf(path: string): 'nothing' | 'folder' | 'file' {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return 'nothing'
  return found.isDirectory() ? 'folder' : 'file'
}
