import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, renderProblem, type DeployAnswer, type Engine } from '../../../engine/index.js'
import { errand, files } from '../errand.js'
import {
  accepted,
  contents,
  hour,
  minute,
  monday,
  openTestEngine,
  sound,
  type TestEngine,
} from '../open-test-engine.js'
import { keepMemory } from '../../reload/memory.js'

const ann = { id: 'ann', roles: ['clerk'] }
const ada = { id: 'ada', roles: ['admin'], via: 'ci' }
const begin = { actor: ann, data: { address: 'Lane 5' } }
const note = 'customers wait longer'

/** The process with another figure, under another name. */
const patient = (version: string, hours = 10): string =>
  errand
    .replace('version: 1.0.0', `version: ${version}`)
    .replace('default: 4 hours', `default: ${hours} hours`)

const folder = (text = errand, ...more: typeof files) => {
  const all = [{ file: 'errand.yaml', text }, ...files.slice(1), ...more]
  return { ...sound(all), files: all }
}

const deploy = async (engine: Engine, text: string, more: object = {}): Promise<DeployAnswer> =>
  engine.deployVersion(await engine.checkVersion({ text, file: 'new.yaml' }), { note, actor: ada, ...more })

const codeOf = ({ refused }: DeployAnswer): string => refused?.code ?? 'deployed'

const patience = async ({ engine }: TestEngine): Promise<unknown> => {
  const begun = accepted(await engine.create('errand', begin))
  return (await engine.processOf(begun)).params['patience']
}

describe('deploying a version', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine({ workflows: folder() })
  })
  afterEach(() => t.close())

  it('has new cases begin with it and leaves open ones alone, and is kept with who did it, why and its file', async () => {
    const old = accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(monday + hour)

    const answer = await deploy(t.engine, patient('1.1.0'))

    expect(answer).toEqual({
      versions: [{ hash: expect.any(String), process: 'errand', version: '1.1.0', isNew: true }],
    })
    expect(await patience(t)).toBe('10 hours')
    expect((await t.engine.get(old.id))?.version).toBe(old.version)
    const [young, before] = await t.engine.versions('errand')
    expect(young).toMatchObject({
      ...{ version: '1.1.0', status: 'current', openCases: 1, deployedAt: monday + hour },
      deployed: { by: 'ada', via: 'ci', note },
    })
    expect(before).toMatchObject({ version: '1.0.0', status: 'earlier', openCases: 1, hash: old.version })
    expect(before).not.toHaveProperty('deployed')
    expect(await t.engine.versionSource('errand', young?.hash ?? '')).toBe(patient('1.1.0'))
    expect(await t.engine.versionSource('errand', old.version)).toBeUndefined()
    expect(t.log).toContain('info')
  })

  it('is refused with every problem and its place, also where a file beside it no longer fits', async () => {
    const before = await contents(t)
    const broken = await t.engine.checkVersion({
      text: patient('1.1.0').replace('go: under-way', 'go: nowhere'),
    })
    const syntax = await t.engine.checkVersion({ text: 'a: {' })
    const other = await t.engine.checkVersion({ text: files[1]?.text ?? '' })

    expect(broken.versions).toEqual([])
    expect(broken.problems.map(renderProblem).join('\n')).toMatch(
      /process\.yaml:28:11 unknown-target[^]*28 \|\s+go: nowhere\n\s+\|\s+\^{7}/,
    )
    expect(syntax.problems.map(({ code }) => code)).toContain('yaml-syntax')
    expect(other.problems.map(({ code }) => code)).toEqual(['unknown-kind'])
    for (const checked of [broken, syntax, other])
      await expect(t.engine.deployVersion(checked, { note, actor: ada })).rejects.toMatchObject({
        code: 'definition-invalid',
      })
    expect(await contents(t)).toBe(before)
    expect(await t.engine.versions('errand')).toHaveLength(1)
  })

  it('as a dry run tells what it would lead to and changes nothing', async () => {
    const answer = await deploy(t.engine, patient('1.1.0'), { dryRun: true, idempotencyKey: 'k' })

    expect(answer).toMatchObject({ versions: [{ version: '1.1.0', isNew: true }] })
    expect(await t.engine.versions('errand')).toHaveLength(1)
    expect(codeOf(await deploy(t.engine, patient('1.1.0', 11), { idempotencyKey: 'k' }))).toBe('deployed')
  })

  it('is refused under a name that has another content, or that is older, with the name to take', async () => {
    const taken = await deploy(t.engine, patient('1.0.0'))
    await deploy(t.engine, patient('1.10.0'))
    const again = await deploy(t.engine, patient('1.10.0', 11))
    const older = await deploy(t.engine, patient('1.9.0'))
    const same = await deploy(t.engine, patient('1.10.0'))

    expect([taken, again, older].map(codeOf)).toEqual(['version-taken', 'version-taken', 'version-not-newer'])
    expect(taken.refused?.text.en).toContain('Raise \'version\' to "1.0.1"')
    expect(again.refused?.text.en).toContain('by ada')
    expect(older.refused?.reasons[0]).toMatchObject({ found: '1.9.0', expected: '1.10.1' })
    expect(same).toMatchObject({ versions: [{ version: '1.10.0', isNew: false }] })
    expect(await patience(t)).toBe('10 hours')
  })

  it('happens once for each key, and another text under the key is refused', async () => {
    const first = await deploy(t.engine, patient('1.1.0'), { idempotencyKey: 'k' })
    await deploy(t.engine, patient('1.2.0', 12))
    const again = await deploy(t.engine, patient('1.1.0'), { idempotencyKey: 'k' })
    const other = await deploy(t.engine, patient('1.3.0'), { idempotencyKey: 'k' })

    expect(codeOf(first)).toBe('deployed')
    expect(again).toMatchObject({ repeated: true, versions: [{ version: '1.1.0', isNew: false }] })
    expect(codeOf(other)).toBe('idempotency-key-reused')
    expect(await patience(t)).toBe('12 hours')
  })

  it('outlives a restart, and gives way to a folder that brings a newer one', async () => {
    await deploy(t.engine, patient('1.1.0'))

    t = await t.restart({ workflows: folder() })
    const restarted = await patience(t)
    await t.engine.deploy(folder(patient('1.2.0', 12)))

    expect(restarted).toBe('10 hours')
    expect(await patience(t)).toBe('12 hours')
    const versions = await t.engine.versions('errand')
    expect(versions.map(({ version, status }) => `${version} ${status}`).sort()).toEqual([
      '1.0.0 earlier',
      '1.1.0 earlier',
      '1.2.0 current',
    ])
  })

  it('is heeded by another node on the database within a poll', async () => {
    const handles = await t.database.open()
    const { db, reader } = handles
    const other = await createEngine({ db, ...(reader && { reader }), clock: t.clock, workflows: folder() })
    await deploy(t.engine, patient('1.1.0'))
    t.clock.moveTo(monday + minute)

    const begun = accepted(await other.create('errand', begin))

    expect((await other.processOf(begun)).version).toBe('1.1.0')
    expect(other.processes().map(({ version }) => version)).toEqual(['1.1.0'])
    await other.stop()
    await handles.close()
  })

  it('brings a process the folder does not have, and a version for each profile', async () => {
    const quick = {
      file: 'quick.yaml',
      text: 'profile: quick\ntitle: { zh-CN: 快, en: Quick }\nparameters: { errand: { patience: 1 hour } }\n',
    }
    t = await t.restart({ workflows: folder(errand, quick) })
    const trip = await deploy(t.engine, errand.replace('process: errand', 'process: trip'))
    const both = await deploy(t.engine, patient('1.1.0'))

    expect(codeOf(trip)).toBe('deployed')
    expect(accepted(await t.engine.create('trip', begin)).process).toBe('trip')
    expect(both).toMatchObject({ versions: [{ version: '1.1.0' }, { version: '1.1.0', profile: 'quick' }] })
    const begun = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    expect((await t.engine.processOf(begun)).params['patience']).toBe('1 hour')
  })

  it('that this node cannot read leaves it with what it can, and is told once', async () => {
    keepMemory('an engine that comes back tells it again')
    await deploy(t.engine, patient('1.1.0'))
    await t.sql(`update aftercare_processes set resolved = '{"process":"errand"}' where version = '1.1.0'`)

    t = await t.restart({ workflows: folder() })

    expect(await patience(t)).toBe('4 hours')
    expect(t.log.filter((line) => line === 'warn definition-invalid')).toHaveLength(1)
  })
})
