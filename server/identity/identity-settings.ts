import { plainDuration, type SessionLife } from '../../engine/index.js'
import { isLoopbackHost } from './loopback.js'

/** Who may come in, and how; from the environment or from a host. */
export interface IdentitySettings {
  /** Origin under which browsers reach the server. Absent: only addresses of the machine itself may sign in. */
  readonly url?: string
  readonly provider?: ProviderSettings
  /** Half an hour without use and twelve hours in all unless given. */
  readonly sessions?: SessionLife
  /** Nothing is limited unless given; `readConfiguration` always gives them. */
  readonly limits?: RateLimits
  /** Proxies in front, whose word on the address of a client is taken; none unless given. */
  readonly proxies?: number
}

/** An OpenID Connect provider, and what is believed of it. */
export interface ProviderSettings {
  readonly issuer: string
  /** Browser sign-in; off where absent. */
  readonly signIn?: { readonly clientId: string; readonly clientSecret?: string; readonly scope: string }
  /** `aud` of access tokens that are taken as bearer tokens; none are taken where absent. */
  readonly audience?: string
  readonly claims: ClaimSettings
}

/** Where claims say who somebody is. A name may lead into objects: `realm_access.roles`. */
export interface ClaimSettings {
  /** Claim with the id of the person. */
  readonly person: string
  /** Claim with roles or groups; none are taken where absent. */
  readonly roles?: string
  /** Roles by what the claim says; then nothing else counts. Absent: what it says are the roles. */
  readonly roleMap?: { readonly [told: string]: string }
}

/** Requests of a minute; 0 sets no limit. */
export interface RateLimits {
  /** Of one key, token or session. */
  readonly requests: number
  /** Failed sign-ins of one address. */
  readonly failures: number
}

/** How long sessions last unless said otherwise, in milliseconds. */
export const usualSessionLife: SessionLife = { idle: 1_800_000, whole: 43_200_000 }

const names = [
  'AFTERCARE_URL',
  'AFTERCARE_OIDC_ISSUER',
  'AFTERCARE_OIDC_CLIENT_ID',
  'AFTERCARE_OIDC_CLIENT_SECRET',
  'AFTERCARE_OIDC_SCOPE',
  'AFTERCARE_OIDC_AUDIENCE',
  'AFTERCARE_OIDC_PERSON_CLAIM',
  'AFTERCARE_OIDC_ROLES_CLAIM',
  'AFTERCARE_OIDC_ROLE_MAP',
  'AFTERCARE_SESSION_IDLE',
  'AFTERCARE_SESSION_LIFE',
  'AFTERCARE_RATE_LIMIT',
  'AFTERCARE_SIGN_IN_LIMIT',
  'AFTERCARE_PROXIES',
] as const

export type IdentityVariable = (typeof names)[number]

/** The variables as they were set; those that were not are absent or undefined. */
export type IdentityVariables = { readonly [name in IdentityVariable]?: string | undefined }

const minute = 60_000
const plainName = /^[^\s,=]{1,200}$/

/** What is wrong with each variable by itself, or nothing. The value of a secret is never told. */
export const identityChecks: { readonly [name in IdentityVariable]: (value: string) => string | undefined } =
  {
    AFTERCARE_URL: (url) =>
      isOrigin(url)
        ? undefined
        : `Expected the origin browsers reach the server by, such as https://service.example, as AFTERCARE_URL, but found '${url}'. Plain http is for this machine itself only.`,
    AFTERCARE_OIDC_ISSUER: (url) =>
      isSafeUrl(url)
        ? undefined
        : `Expected the https address of an identity provider as AFTERCARE_OIDC_ISSUER, but found '${url}'.`,
    AFTERCARE_OIDC_CLIENT_ID: nameCheck('AFTERCARE_OIDC_CLIENT_ID', 'a client id'),
    AFTERCARE_OIDC_CLIENT_SECRET: () => undefined,
    AFTERCARE_OIDC_SCOPE: (scope) =>
      scope.split(' ').includes('openid')
        ? undefined
        : `Expected scopes with 'openid' among them as AFTERCARE_OIDC_SCOPE, but found '${scope}'.`,
    AFTERCARE_OIDC_AUDIENCE: nameCheck('AFTERCARE_OIDC_AUDIENCE', 'an audience'),
    AFTERCARE_OIDC_PERSON_CLAIM: nameCheck('AFTERCARE_OIDC_PERSON_CLAIM', 'the name of a claim'),
    AFTERCARE_OIDC_ROLES_CLAIM: nameCheck('AFTERCARE_OIDC_ROLES_CLAIM', 'the name of a claim'),
    AFTERCARE_OIDC_ROLE_MAP: (map) =>
      roleMapOf(map)
        ? undefined
        : `Expected pairs such as 'admins=admin, desk=service-desk' as AFTERCARE_OIDC_ROLE_MAP, but found '${map}'.`,
    AFTERCARE_SESSION_IDLE: durationCheck('AFTERCARE_SESSION_IDLE', 5 * minute),
    AFTERCARE_SESSION_LIFE: durationCheck('AFTERCARE_SESSION_LIFE', 5 * minute),
    AFTERCARE_RATE_LIMIT: countCheck('AFTERCARE_RATE_LIMIT', 1_000_000),
    AFTERCARE_SIGN_IN_LIMIT: countCheck('AFTERCARE_SIGN_IN_LIMIT', 1_000_000),
    AFTERCARE_PROXIES: countCheck('AFTERCARE_PROXIES', 16),
  }

/** What does not fit together, by the variable that has to be changed. */
export function identityConflicts(
  set: IdentityVariables,
  host: string,
): readonly { readonly variable: IdentityVariable; readonly message: string }[] {
  const issuer = set.AFTERCARE_OIDC_ISSUER
  const clientId = set.AFTERCARE_OIDC_CLIENT_ID
  const oidc = names.filter((name) => name.startsWith('AFTERCARE_OIDC_') && set[name] !== undefined)
  const conflicts: { variable: IdentityVariable; message: string }[] = []
  const tell = (variable: IdentityVariable, message: string): number => conflicts.push({ variable, message })
  if (issuer === undefined && oidc.length > 0)
    tell(
      'AFTERCARE_OIDC_ISSUER',
      `Expected AFTERCARE_OIDC_ISSUER beside ${oidc.join(', ')}, but it is not set.`,
    )
  if (issuer !== undefined && clientId === undefined && set.AFTERCARE_OIDC_AUDIENCE === undefined)
    tell(
      'AFTERCARE_OIDC_ISSUER',
      'Expected AFTERCARE_OIDC_CLIENT_ID for signing in by browser, AFTERCARE_OIDC_AUDIENCE for tokens, or both beside AFTERCARE_OIDC_ISSUER, but found neither.',
    )
  if (clientId !== undefined && set.AFTERCARE_URL === undefined && !isLoopbackHost(host))
    tell(
      'AFTERCARE_URL',
      `Expected AFTERCARE_URL beside AFTERCARE_OIDC_CLIENT_ID, since the server listens on '${host}', but it is not set.`,
    )
  if (set.AFTERCARE_OIDC_ROLE_MAP !== undefined && set.AFTERCARE_OIDC_ROLES_CLAIM === undefined)
    tell(
      'AFTERCARE_OIDC_ROLES_CLAIM',
      'Expected AFTERCARE_OIDC_ROLES_CLAIM beside AFTERCARE_OIDC_ROLE_MAP, but it is not set.',
    )
  const { idle, whole } = sessionLifeOf(set)
  if (idle > whole)
    tell(
      'AFTERCARE_SESSION_IDLE',
      'Expected AFTERCARE_SESSION_IDLE to be no longer than AFTERCARE_SESSION_LIFE, but it is.',
    )
  return conflicts
}

/** The settings of variables without mistakes. */
export function identitySettings(set: IdentityVariables): IdentitySettings {
  const provider = providerOf(set)
  return {
    ...(set.AFTERCARE_URL !== undefined && { url: new URL(set.AFTERCARE_URL).origin }),
    ...(provider && { provider }),
    sessions: sessionLifeOf(set),
    limits: {
      requests: Number(set.AFTERCARE_RATE_LIMIT ?? 6_000),
      failures: Number(set.AFTERCARE_SIGN_IN_LIMIT ?? 30),
    },
    proxies: Number(set.AFTERCARE_PROXIES ?? 0),
  }
}

function providerOf(set: IdentityVariables): ProviderSettings | undefined {
  const issuer = set.AFTERCARE_OIDC_ISSUER
  if (issuer === undefined) return undefined
  const clientId = set.AFTERCARE_OIDC_CLIENT_ID
  const clientSecret = set.AFTERCARE_OIDC_CLIENT_SECRET
  const audience = set.AFTERCARE_OIDC_AUDIENCE
  const roles = set.AFTERCARE_OIDC_ROLES_CLAIM
  const map = set.AFTERCARE_OIDC_ROLE_MAP
  const roleMap = map === undefined ? undefined : roleMapOf(map)
  return {
    issuer,
    ...(clientId !== undefined && {
      signIn: {
        clientId,
        ...(clientSecret !== undefined && { clientSecret }),
        scope: set.AFTERCARE_OIDC_SCOPE ?? 'openid profile',
      },
    }),
    ...(audience !== undefined && { audience }),
    claims: {
      person: set.AFTERCARE_OIDC_PERSON_CLAIM ?? 'sub',
      ...(roles !== undefined && { roles }),
      ...(roleMap && { roleMap }),
    },
  }
}

function sessionLifeOf(set: IdentityVariables): SessionLife {
  const { AFTERCARE_SESSION_IDLE: idle, AFTERCARE_SESSION_LIFE: whole } = set
  return {
    idle: (idle === undefined ? undefined : plainDuration(idle)) ?? usualSessionLife.idle,
    whole: (whole === undefined ? undefined : plainDuration(whole)) ?? usualSessionLife.whole,
  }
}

function roleMapOf(text: string): { readonly [told: string]: string } | undefined {
  const pairs = text.split(',').map((pair) => /^\s*([^=,]+?)\s*=\s*([a-z][a-z0-9-]*)\s*$/.exec(pair))
  if (pairs.some((pair) => pair === null)) return undefined
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))
}

/** An origin and nothing behind it. */
function isOrigin(text: string): boolean {
  if (!isSafeUrl(text)) return false
  const { pathname, search, hash, username, password } = new URL(text)
  return pathname === '/' && [search, hash, username, password].every((part) => part === '')
}

/** Encrypted, or within this machine. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
}

function nameCheck(variable: IdentityVariable, what: string) {
  return (value: string): string | undefined =>
    plainName.test(value)
      ? undefined
      : `Expected ${what} without blanks as ${variable}, but found '${value.slice(0, 60)}'.`
}

function durationCheck(variable: IdentityVariable, least: number) {
  return (value: string): string | undefined =>
    (plainDuration(value) ?? 0) >= least
      ? undefined
      : `Expected a duration of at least ${least / minute} minutes, such as '8 hours', as ${variable}, but found '${value.slice(0, 60)}'.`
}

function countCheck(variable: IdentityVariable, most: number) {
  return (value: string): string | undefined =>
    /^[0-9]{1,7}$/.test(value) && Number(value) <= most
      ? undefined
      : `Expected a whole number from 0 to ${most} as ${variable}, but found '${value.slice(0, 60)}'.`
}
