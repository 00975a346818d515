import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, monday, openTestEngine, type TestEngine } from './open-test-engine.js'

describe('API keys', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine()
  })
  afterEach(() => t.close())

  it('are handed out once and stored as a hash', async () => {
    const { id, key } = await t.engine.keys.create({ name: 'portal', roles: ['clerk'] })

    const stored = JSON.stringify(await t.sql('select * from aftercare_api_keys'))
    expect(key).toMatch(/^ak_[\w-]{43}$/)
    expect(stored).toContain(id)
    expect(stored).not.toContain(key)
    expect(stored).not.toContain(key.slice(3))
    expect(JSON.stringify(await t.engine.keys.list())).not.toContain('hash')
  })

  it('stand for their own name with their roles, or for a person with the roles of both', async () => {
    const program = await t.engine.keys.create({ name: 'portal', roles: ['clerk'] })
    const person = await t.engine.keys.create({ name: 'phone of Li', roles: ['auditor'], actor: 'li' })

    expect(await t.engine.keys.authenticate(program.key)).toEqual({
      ok: true,
      keyId: program.id,
      scope: {},
      actor: { id: 'portal', roles: ['clerk'] },
    })
    expect(await t.engine.keys.authenticate(person.key)).toMatchObject({
      actor: { id: 'li', roles: ['auditor', 'leader'] },
    })
  })

  it('do not open anything when they are unknown, revoked or expired', async () => {
    const lost = await t.engine.keys.create({ name: 'lost', roles: ['clerk'] })
    const brief = await t.engine.keys.create({ name: 'brief', roles: ['clerk'], expiresAt: monday + day })
    expect(await t.engine.keys.authenticate(brief.key)).toMatchObject({ ok: true })

    expect(await t.engine.keys.revoke(lost.id)).toBe(true)
    t.clock.moveTo(monday + day)

    expect(await t.engine.keys.revoke(lost.id)).toBe(false)
    expect(await t.engine.keys.revoke('key_none')).toBe(false)
    expect(await t.engine.keys.authenticate(lost.key)).toEqual({ ok: false, reason: 'revoked' })
    expect(await t.engine.keys.authenticate(brief.key)).toEqual({ ok: false, reason: 'expired' })
    for (const wrong of ['', 'ak_', `${lost.key}x`, lost.key.toUpperCase(), 'é'.repeat(1000)])
      expect(await t.engine.keys.authenticate(wrong)).toEqual({ ok: false, reason: 'unknown' })
  })

  it('outlive a restart', async () => {
    const { key } = await t.engine.keys.create({ name: 'portal', roles: ['clerk'] })
    t = await t.restart()

    expect(await t.engine.keys.authenticate(key)).toMatchObject({ ok: true })
  })
})
