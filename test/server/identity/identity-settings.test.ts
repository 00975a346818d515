import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../../../server/index.js'

const base = { AFTERCARE_WORKFLOWS: 'test/server/fixtures' }

function mistakes(environment: Record<string, string>): readonly string[] {
  const result = readConfiguration({ ...base, ...environment })
  return result.ok ? [] : result.mistakes.map(({ variable }) => variable)
}

function identity(environment: Record<string, string> = {}) {
  const result = readConfiguration({ ...base, ...environment })
  return result.ok ? result.configuration.identity : result.mistakes
}

describe('the configuration of who may come in', () => {
  it('is safe where nothing is set', () => {
    expect(identity()).toEqual({
      sessions: { idle: 1_800_000, whole: 43_200_000 },
      limits: { requests: 6_000, failures: 30 },
      proxies: 0,
    })
  })

  it('is read whole', () => {
    const read = identity({
      AFTERCARE_URL: 'https://service.example/',
      AFTERCARE_OIDC_ISSUER: 'https://id.example/realm',
      AFTERCARE_OIDC_CLIENT_ID: 'aftercare',
      AFTERCARE_OIDC_CLIENT_SECRET: 's3cret',
      AFTERCARE_OIDC_AUDIENCE: 'aftercare-api',
      AFTERCARE_OIDC_PERSON_CLAIM: 'preferred_username',
      AFTERCARE_OIDC_ROLES_CLAIM: 'realm_access.roles',
      AFTERCARE_OIDC_ROLE_MAP: 'Service Admins=admin, desk = service-desk',
      AFTERCARE_SESSION_IDLE: '1 hour',
      AFTERCARE_SESSION_LIFE: '1 day',
      AFTERCARE_RATE_LIMIT: '0',
      AFTERCARE_SIGN_IN_LIMIT: '5',
      AFTERCARE_PROXIES: '1',
    })

    expect(read).toEqual({
      url: 'https://service.example',
      provider: {
        issuer: 'https://id.example/realm',
        signIn: { clientId: 'aftercare', clientSecret: 's3cret', scope: 'openid profile' },
        audience: 'aftercare-api',
        claims: {
          person: 'preferred_username',
          roles: 'realm_access.roles',
          roleMap: { 'Service Admins': 'admin', desk: 'service-desk' },
        },
      },
      sessions: { idle: 3_600_000, whole: 86_400_000 },
      limits: { requests: 0, failures: 5 },
      proxies: 1,
    })
  })

  it('is told with all its mistakes at once, and never with a secret', () => {
    const wrong = {
      AFTERCARE_URL: 'http://service.example',
      AFTERCARE_OIDC_ISSUER: 'http://id.example',
      AFTERCARE_OIDC_CLIENT_ID: 'a b',
      AFTERCARE_OIDC_CLIENT_SECRET: 'never-told',
      AFTERCARE_OIDC_SCOPE: 'profile',
      AFTERCARE_OIDC_ROLE_MAP: 'admins',
      AFTERCARE_SESSION_IDLE: '3 working hours',
      AFTERCARE_SESSION_LIFE: '1 minute',
      AFTERCARE_RATE_LIMIT: 'many',
      AFTERCARE_SIGN_IN_LIMIT: '-1',
      AFTERCARE_PROXIES: '99',
      AFTERCARE_CORS_ORIGINS: 'https://shop.example/path',
      PORT: 'x',
    }
    const found = mistakes(wrong)

    expect([...new Set(found)].sort()).toEqual(
      [...Object.keys(wrong), 'AFTERCARE_OIDC_ROLES_CLAIM']
        .filter((name) => name !== 'AFTERCARE_OIDC_CLIENT_SECRET')
        .sort(),
    )
    expect(JSON.stringify(readConfiguration({ ...base, ...wrong }))).not.toContain('never-told')
  })

  it.each<[string, Record<string, string>, string]>([
    ['a client without its provider', { AFTERCARE_OIDC_CLIENT_ID: 'a' }, 'AFTERCARE_OIDC_ISSUER'],
    ['a provider for nothing', { AFTERCARE_OIDC_ISSUER: 'https://id.example' }, 'AFTERCARE_OIDC_ISSUER'],
    [
      'sign-in from elsewhere without an address',
      { HOST: '0.0.0.0', AFTERCARE_OIDC_ISSUER: 'https://id.example', AFTERCARE_OIDC_CLIENT_ID: 'a' },
      'AFTERCARE_URL',
    ],
    ['idle for longer than the whole', { AFTERCARE_SESSION_IDLE: '2 days' }, 'AFTERCARE_SESSION_IDLE'],
    ['an address with a path', { AFTERCARE_URL: 'https://service.example/app' }, 'AFTERCARE_URL'],
    ['an address with a name', { AFTERCARE_URL: 'https://a:b@service.example' }, 'AFTERCARE_URL'],
    ['a misspelt variable', { AFTERCARE_OIDC_ISUER: 'https://id.example' }, 'AFTERCARE_OIDC_ISUER'],
  ])('refuses %s', (_what, environment, variable) => {
    expect(mistakes(environment)).toEqual([variable])
  })

  it('takes plain http within this machine', () => {
    expect(mistakes({ AFTERCARE_URL: 'http://localhost:4100' })).toEqual([])
    expect(mistakes({ AFTERCARE_URL: 'http://127.0.0.1.example:4100' })).toEqual(['AFTERCARE_URL'])
  })
})
