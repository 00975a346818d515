import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyToCases, type CaseMove, type ProfileAnswer, type ProfileChange } from '../../engine/index.js'
import { errand, files } from './errand.js'
import {
  accepted,
  contents,
  hour,
  monday,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const root = { id: 'root', roles: ['admin'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }
const wish = { reason: 'the new contract', actor: root }

/** The errand with a figure for its deadline, and profiles that set it. */
const flow = errand
  .replace('default: 4 hours', 'default: 9 hours')
  .replace(
    'parameters:\n',
    'parameters:\n  within: { type: duration, default: 2 hours, title: { zh-CN: 期限, en: Time } }\n',
  )
  .replace('due: { within: 2 hours, warn', 'due: { within: within, warn')

const profile = (id: string, figures: string) => ({
  file: `profiles/${id}.yaml`,
  text: `profile: ${id}\ntitle: { zh-CN: 配置, en: Profile }\nparameters: { errand: { ${figures} } }\n`,
})

const folder = (text = flow, quick = 'within: 1 hour', slow = 'within: 6 hours, patience: 12 hours') =>
  sound([{ file: 'errand.yaml', text }, ...files.slice(1), profile('quick', quick), profile('slow', slow)])

function changeOf(answer: ProfileAnswer): ProfileChange {
  if (answer.refused || !answer.change)
    throw new Error(`Expected a change, but got ${JSON.stringify(answer)}`)
  return answer.change
}

describe('applying a profile to an open case', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine({ workflows: folder() })
  })
  afterEach(() => t.close())

  const types = async (id: string) => (await t.engine.trail(id, { limit: 500 })).items.map(({ type }) => type)

  it('counts its clocks with the new figures, keeps where it stands, and tells what moved and why', async () => {
    const { id, version } = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    t.clock.moveTo(monday + hour / 4)

    const answer = await t.engine.applyProfile(id, { ...wish, profile: 'slow' })

    const after = accepted(answer)
    expect([after.profile, after.active[0]?.path, after.active[0]?.visit]).toEqual(['slow', 'waiting', 1])
    expect(after.deadlines[0]?.dueAt).toBe(monday + 6 * hour)
    expect(changeOf(answer)).toEqual({
      dryRun: false,
      from: { version, profile: 'quick' },
      to: { version: after.version, profile: 'slow' },
      parameters: {
        within: { before: '1 hour', after: '6 hours' },
        patience: { before: '9 hours', after: '12 hours' },
      },
      moved: [
        { clock: 'waiting#due', kind: 'deadline', before: monday + hour, after: monday + 6 * hour },
        {
          clock: 'waiting@after.patience',
          kind: 'after',
          before: monday + 9 * hour,
          after: monday + 12 * hour,
        },
      ],
    })
    const { items } = await t.engine.trail(id, { limit: 500 })
    const told = items.find(({ type }) => type === 'profile-applied')
    expect([told?.actor, told?.body['profile'], told?.body['from'], told?.body['to']]).toEqual([
      'root',
      'slow',
      version,
      after.version,
    ])
    expect(await types(id)).toEqual(
      expect.arrayContaining(['profile-applied', 'deadline-moved', 'clock-moved']),
    )
    expect((await t.engine.processOf(after)).profile).toBe('slow')
  })

  it('tells the same in a dry run, and changes nothing', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    t.clock.moveTo(monday + hour / 4)
    const before = await contents(t)

    const dry = await t.engine.applyProfile(id, { ...wish, profile: 'slow', dryRun: true })

    expect(await contents(t)).toBe(before)
    const live = await t.engine.applyProfile(id, { ...wish, profile: 'slow' })
    expect({ ...changeOf(dry), dryRun: false }).toEqual(changeOf(live))
    expect(accepted(dry).deadlines).toEqual(accepted(live).deadlines)
  })

  it('lets what was due by the old figures happen first, and what is due by the new ones at once', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, profile: 'slow' }))
    t.clock.moveTo(monday + 3 * hour)

    const after = accepted(await t.engine.applyProfile(id, { ...wish, profile: 'quick' }))

    expect(after.deadlines[0]).toMatchObject({ status: 'breached', dueAt: monday + hour })
    const told = await types(id)
    expect(told.indexOf('deadline-breached')).toBeGreaterThan(told.indexOf('profile-applied'))
    expect(after.updatedAt).toBe(monday + 3 * hour)
  })

  it('keeps an old breach as a fact when the new figures give more time', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    t.clock.moveTo(monday + 2 * hour)

    const after = accepted(await t.engine.applyProfile(id, { ...wish, profile: 'slow' }))

    expect(after.deadlines[0]).toMatchObject({ status: 'running', dueAt: monday + 6 * hour })
    expect(after.deadlines[0]?.breaches?.map(({ dueAt }) => dueAt)).toEqual([monday + hour])
    t.clock.moveTo(monday + 6 * hour)
    await t.engine.runDue()
    expect((await types(id)).filter((type) => type === 'deadline-breached')).toHaveLength(2)
  })

  it('takes the newest version of its own profile unless another is named', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    await t.engine.deploy(folder(flow, 'within: 3 hours'))

    const after = accepted(await t.engine.applyProfile(id, wish))
    const again = await t.engine.applyProfile(id, wish)

    expect([after.profile, after.deadlines[0]?.dueAt]).toEqual(['quick', monday + 3 * hour])
    expect([changeOf(again).parameters, changeOf(again).moved]).toEqual([{}, []])
    expect(accepted(again).revision).toBe(after.revision)
  })

  it('explains the deadlines by the figures in force', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    await t.engine.applyProfile(id, { ...wish, profile: 'slow' })

    const told = await t.engine.deadlines(id)

    expect(told?.running.map((one) => [one.id, one.dueAt])).toContainEqual(['waiting#due', monday + 6 * hour])
  })

  it('moves a suspended case as well, and none that has ended', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    await t.engine.suspend(id, wish)
    const moved = await t.engine.applyProfile(id, { ...wish, profile: 'slow' })
    await t.engine.resume(id, wish)
    await t.engine.send(id, 'go', { actor: ann })
    await t.engine.send(id, 'deliver', { actor: ann })

    expect(accepted(moved).suspended).toBeDefined()
    expect(refused(await t.engine.applyProfile(id, { ...wish, profile: 'quick' }))).toBe('instance-ended')
  })

  it.each([
    [
      'another state',
      flow
        .replace('go: under-way', 'go: idle')
        .replace(
          '  delivered:',
          '  idle: { title: { zh-CN: 闲, en: Idle }, task: clerk, on: { deliver: delivered } }\n  delivered:',
        ),
    ],
    ['another clock', flow.replace('after: { patience: under-way }', 'after: { 5 days: under-way }')],
    [
      'another task',
      flow.replace(
        'title: { zh-CN: 等待, en: Waiting }\n    task: clerk',
        'title: { zh-CN: 等待, en: Waiting }\n    task: leader',
      ),
    ],
    [
      'a field that does not fit',
      flow.replace('max: 99, default: 1', 'min: 2, max: 99, default: 2').replace('min: 0, min: 2', 'min: 2'),
    ],
  ])('refuses a version with %s, and says where', async (_what, text) => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    await t.engine.deploy(folder(text))
    const before = await contents(t)

    const answer = await t.engine.applyProfile(id, wish)

    expect(refused(answer)).toBe('profile-does-not-fit')
    expect(answer.refused?.reasons[0]?.state ?? answer.refused?.reasons[0]?.field).toBeDefined()
    expect(await contents(t)).toBe(before)
  })

  it('refuses a profile without a required figure, and an invariant that the new figures break', async () => {
    const text = flow
      .replace(
        'parameters:\n',
        'parameters:\n  most: { type: integer, default: 9, title: { zh-CN: 上限, en: Most } }\n',
      )
      .concat(
        'invariants:\n  few: { if: data.parcels <= params.most, else: { zh-CN: 太多, en: Too many. } }\n',
      )
    await t.engine.deploy(folder(text))
    const { id } = accepted(
      await t.engine.create('errand', { ...begin, profile: 'quick', data: { address: 'x', parcels: 5 } }),
    )
    await t.engine.deploy(folder(text, 'within: 1 hour, most: 3'))
    const broken = refused(await t.engine.applyProfile(id, wish))
    await t.engine.deploy(
      folder(
        text.replace('type: integer, default: 9', 'type: integer, required: true'),
        'within: 1 hour, most: 7',
      ),
    )

    expect(broken).toBe('invariant-broken')
    expect(refused(await t.engine.applyProfile(id, { ...wish, profile: 'slow' }))).toBe('parameter-unset')
    expect(accepted(await t.engine.applyProfile(id, wish)).profile).toBe('quick')
  })

  it('names what is not there, and does nothing twice under one key', async () => {
    const { id } = accepted(await t.engine.create('errand', { ...begin, profile: 'quick' }))
    const keyed = { ...wish, profile: 'slow', idempotencyKey: 'k' }
    const once = accepted(await t.engine.applyProfile(id, keyed))
    const twice = await t.engine.applyProfile(id, keyed)

    expect([accepted(twice).revision, 'repeated' in twice && twice.repeated]).toEqual([once.revision, true])
    expect(refused(await t.engine.applyProfile(id, { ...keyed, profile: 'quick' }))).toBe(
      'idempotency-key-reused',
    )
    expect(refused(await t.engine.applyProfile(id, { ...wish, profile: 'none' }))).toBe('unknown-profile')
    expect(refused(await t.engine.applyProfile('no-case', wish))).toBe('unknown-instance')
    expect(refused(await t.engine.applyProfile(id, { ...wish, actor: 'nobody' }))).toBe('unknown-actor')
    await expect(t.engine.applyProfile(id, { ...wish, reason: ' ' })).rejects.toThrow(/'reason'/)
    await expect(t.engine.applyProfile(id, { ...wish, dryRun: 'yes' as unknown as boolean })).rejects.toThrow(
      /true or false as 'dryRun'/,
    )
  })

  it('goes over the open cases of a process, and what does not fit one does not stop the others', async () => {
    const ids: string[] = []
    for (const name of ['quick', 'slow', 'quick'])
      ids.push(accepted(await t.engine.create('errand', { ...begin, profile: name })).id)
    await t.engine.send(ids[2]!, 'go', { actor: ann })
    await t.engine.send(ids[2]!, 'deliver', { actor: ann })
    await t.engine.deploy(folder(flow, 'within: 3 hours', 'within: 4 hours'))
    const over = async (more: { profile?: string; toProfile?: string }): Promise<CaseMove[]> => {
      const found: CaseMove[] = []
      for await (const move of applyToCases(t.engine, { process: 'errand', ...wish, ...more }))
        found.push(move)
      return found
    }

    const quick = await over({ profile: 'quick' })
    const missing = await over({ toProfile: 'none' })
    const all = await over({})

    expect(quick.map(({ instance }) => instance)).toEqual([ids[0]])
    expect(missing.map(({ answer }) => answer && refused(answer))).toEqual([
      'unknown-profile',
      'unknown-profile',
    ])
    expect(all.map(({ instance, answer }) => [instance, answer && changeOf(answer).moved.length])).toEqual([
      [ids[1], 2],
      [ids[0], 0],
    ])
  })
})
