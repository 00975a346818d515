import { afterEach, describe, expect, it } from 'vitest'
import {
  diskFinding,
  DeliveryFailed,
  lookAtNode,
  type DatabaseFacts,
  type Finding,
} from '../../../engine/index.js'
import {
  lookAtCalendars,
  lookAtDatabase,
  lookAtFolder,
  lookAtWork,
} from '../../../engine/runtime/doctor/index.js'
import { openOutside, outsideWorkflows, type Outside } from '../effects/open-outside.js'
import { outsideFiles } from '../effects/outside-files.js'
import { errands, minute, monday, sound } from '../open-test-engine.js'

const sqlite: DatabaseFacts = {
  kind: 'sqlite',
  version: '3.52.0',
  settings: { journal_mode: 'wal', synchronous: '2', foreign_keys: '1' },
  pool: { most: 2 },
  clockAheadMs: 3,
}

const postgres: DatabaseFacts = {
  kind: 'postgres',
  version: '17.2',
  settings: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
  pool: { most: 10, allowed: 97, taken: 12 },
  clockAheadMs: -40,
}

const statuses = (findings: readonly Finding[]): Record<string, string> =>
  Object.fromEntries(findings.map(({ check, status }) => [check, status]))

describe('a look at the database', () => {
  it.each([sqlite, postgres])('finds $kind as the server sets it up in order', (facts) => {
    expect(statuses(lookAtDatabase(facts))).toEqual({ settings: 'ok', pool: 'ok', clock: 'ok' })
  })

  it.each([
    [
      'commits are not synchronised',
      { settings: { ...sqlite.settings, synchronous: '1' } },
      'settings',
      'bad',
    ],
    ['foreign keys are off', { settings: { ...sqlite.settings, foreign_keys: '0' } }, 'settings', 'bad'],
    ['the file is not in WAL mode', { settings: { journal_mode: 'delete' } }, 'settings', 'warn'],
    ['PostgreSQL does not wait for the disk', { settings: { synchronous_commit: 'off' } }, 'settings', 'bad'],
    ['few connections are let in', { pool: { most: 10, allowed: 15 } }, 'pool', 'warn'],
    ['the clocks are some seconds apart', { clockAheadMs: 5000 }, 'clock', 'warn'],
    ['the clocks are minutes apart', { clockAheadMs: -180_000 }, 'clock', 'bad'],
  ] as const)('says what to do when %s', (_when, changed, check, status) => {
    const found = lookAtDatabase({ ...sqlite, ...changed }).find((one) => one.check === check)

    expect(found?.status).toBe(status)
    expect(found?.remedy).toMatch(/\.$/)
  })
})

describe('a look at the machine', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
    ['20.18.9', 'bad'],
    ['18.20.4', 'bad'],
  ])('knows whether Node %s will do', (version, status) => {
    expect(lookAtNode(version, '>=20.19').status).toBe(status)
  })

  it.each([
    [10, 'ok'],
    [1, 'warn'],
    [0.1, 'bad'],
  ])('knows whether %d GiB are room enough', (gibibytes, status) => {
    expect(diskFinding(gibibytes * 1024 ** 3).status).toBe(status)
  })
})

describe('a look at the definitions', () => {
  it('tells of secrets that are missing and of nothing they hold', () => {
    const services = {
      file: 'services.yaml',
      text: `
services: house
define:
  bank: { method: POST, url: 'https://bank.example/pay', auth: { bearer: BANK_TOKEN } }
`,
    }
    const workflows = sound([...outsideFiles, services])

    const without = lookAtFolder(workflows, { now: monday, environment: {} })
    const withSecret = lookAtFolder(workflows, { now: monday, environment: { BANK_TOKEN: 'sesame-0123' } })

    expect(without.find(({ check }) => check === 'secrets')).toMatchObject({
      status: 'warn',
      text: expect.stringContaining('BANK_TOKEN') as string,
    })
    expect(statuses(withSecret)['secrets']).toBe('ok')
    expect(JSON.stringify(withSecret)).not.toContain('sesame')
  })

  it('finds a folder with errors bad', () => {
    const problem = { ...errands(), problems: [{ severity: 'error' }] } as unknown as ReturnType<
      typeof errands
    >

    expect(statuses(lookAtFolder(problem, { now: monday, environment: {} }))['folder']).toBe('bad')
  })
})

describe('a look at the work', () => {
  let t: Outside
  afterEach(() => t.close())
  const look = async () => lookAtWork(t.engine.store.read, t.clock.now())

  it('sees who is at work, and that nothing is late', async () => {
    t = await openOutside()
    await t.engine.start()
    await t.engine.keepsTime()

    // An engine that was loaded anew in between takes the time anew.
    await expect
      .poll(async () => (await look()).find(({ check }) => check === 'nodes'))
      .toMatchObject({
        status: 'ok',
        text: `At work: ${t.engine.node}. ${t.engine.node} keeps the time.`,
      })
    expect(statuses(await look())).toMatchObject({
      timers: 'ok',
      effects: 'ok',
      messages: 'ok',
      incidents: 'ok',
    })
  })

  it('sees timers and effects that are late, incidents, and what is held', async () => {
    t = await openOutside({
      channels: {
        default: {
          send: () =>
            Promise.reject(new DeliveryFailed('receiver-refused', 'No such address.', { permanent: true })),
        },
      },
    })
    await t.send('tell')
    await t.engine.runDue()
    await t.send('pay')
    await t.engine.holdEffects({ actor: 'li', reason: 'maintenance' })
    t.pass(180 * minute)

    const findings = await look()

    expect(statuses(findings)).toMatchObject({
      timers: 'warn',
      effects: 'warn',
      incidents: 'warn',
      switches: 'warn',
      anchor: 'warn',
    })
    expect(findings.find(({ check }) => check === 'effects')?.text).toContain("1 of 'service:bank'")
  })

  it('finds the calendars of open cases, or names the one that is gone', async () => {
    const house = {
      file: 'calendars/house.yaml',
      text: "calendar: house\ntitle: { zh-CN: 工作时间, en: House }\nzone: Asia/Shanghai\ndayCounting: same-time\nhours: { mon-fri: '09:00-17:00' }\n",
    }
    const counted = outsideFiles.map(({ file, text }) => ({
      file,
      text: text.replace('process: payout\n', 'process: payout\ncalendar: house\n'),
    }))
    const workflows = sound([...counted, house])
    t = await openOutside({ workflows })
    const { read } = t.engine.store

    expect((await lookAtCalendars(read, workflows)).status).toBe('ok')
    expect(await lookAtCalendars(read, outsideWorkflows)).toMatchObject({
      status: 'bad',
      text: expect.stringContaining("'house'") as string,
    })
  })
})
