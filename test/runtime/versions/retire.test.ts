import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RetireAnswer } from '../../../engine/index.js'
import { errand, files } from '../errand.js'
import { accepted, monday, openTestEngine, refused, sound, type TestEngine } from '../open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const ada = { id: 'ada', roles: ['admin'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }
const reason = 'It forgets the leader.'
const named = (version: string): string => errand.replace('version: 1.0.0', `version: ${version}`)
const workflows = { ...sound(files), files }

describe('retiring a version', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine({ workflows })
  })
  afterEach(() => t.close())

  const deploy = async (version: string) =>
    t.engine.deployVersion(await t.engine.checkVersion({ text: named(version) }), { note: 'new', actor: ada })
  const retire = (more: object = {}): Promise<RetireAnswer> =>
    t.engine.retireVersion('errand', { reason, actor: ada, ...more })
  const begun = async (): Promise<string> => {
    const record = accepted(await t.engine.create('errand', begin))
    return (await t.engine.processOf(record)).version
  }
  const standing = async () =>
    (await t.engine.versions('errand')).map(({ version, status }) => `${version} ${status}`).sort()

  it('lets new cases begin with the one before it, and open ones go on', async () => {
    await deploy('1.1.0')
    const { id } = accepted(await t.engine.create('errand', begin))

    const answer = await retire({ version: '1.1.0' })

    expect(answer.refused).toBeUndefined()
    expect(await begun()).toBe('1.0.0')
    expect(accepted(await t.engine.send(id, 'go', { actor: ann })).active[0]?.path).toBe('under-way')
    expect(await standing()).toEqual(['1.0.0 current', '1.1.0 retired'])
    const [first] = (await t.engine.versions('errand')).filter(({ retired }) => retired)
    expect(first).toMatchObject({ openCases: 1, retired: { at: monday, by: 'ada', reason } })
  })

  it('of every version lets no case begin, also after a restart, until a newer one is deployed', async () => {
    await retire()
    const answer = await t.engine.create('errand', begin)
    t = await t.restart()
    const later = await t.engine.create('errand', begin)
    const same = await deploy('1.0.0')
    await deploy('1.1.0')

    expect(refused(answer)).toBe('version-retired')
    expect(answer.refused?.text.en).not.toContain(reason)
    expect(refused(later)).toBe('version-retired')
    expect(same.refused?.code).toBe('version-retired')
    expect(await begun()).toBe('1.1.0')
    expect(t.engine.processes().map(({ version }) => version)).toEqual(['1.1.0'])
  })

  it('is done once and stays as it was first, by name, hash or the beginning of one', async () => {
    const hash = (await t.engine.versions('errand'))[0]?.hash ?? ''
    await retire({ version: hash.slice(0, 8), idempotencyKey: 'k' })
    const again = await retire({ version: hash.slice(0, 8), idempotencyKey: 'k' })
    await retire({ version: '1.0.0', reason: 'another', actor: { id: 'bob', roles: ['admin'] } })

    expect(again).toMatchObject({ repeated: true, versions: [{ retired: { by: 'ada', reason } }] })
    expect((await t.engine.versions('errand'))[0]?.retired).toMatchObject({ by: 'ada', reason })
  })

  it('is refused where there is no such version, process or reason', async () => {
    const unknown = await retire({ version: '2.0.0' })
    const nothing = await t.engine.retireVersion('nothing', { reason, actor: ada })

    expect([unknown, nothing].map((one) => one.refused?.code)).toEqual(['unknown-version', 'unknown-process'])
    await expect(retire({ reason: ' ' })).rejects.toMatchObject({ code: 'usage-wrong' })
    expect(await standing()).toEqual(['1.0.0 current'])
  })
})
