import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, openSqlite, VirtualClock, type Engine } from '../../engine/index.js'
import { countedFiles, house } from '../runtime/counted-errand.js'
import { aftercare, temporaryFolder } from './run-aftercare.js'

const ann = { id: 'ann', roles: ['clerk'] }
const hour = 3_600_000

let place: Awaited<ReturnType<typeof temporaryFolder>>
const path = (...names: string[]) => join(place.path, ...names)

/** One now for the whole file: two readings of the clock make two days a millisecond longer. */
const now = Date.now()

/** An hour ago, since the command asks the machine's clock what is overdue. */
const anHourAgo = now - hour

/** Open all day and night, every day: four working hours are four hours. */
const always = house('00:00-24:00').text.replace('mon-fri', 'mon-sun')

beforeAll(async () => {
  place = await temporaryFolder()
  await mkdir(path('workflows'))
  for (const { file, text } of countedFiles('00:00-24:00'))
    await writeFile(path('workflows', file.replaceAll('/', '-')), text.replace('mon-fri', 'mon-sun'))
  await writeFile(path('old.yaml'), always)
  await writeFile(path('closed.yaml'), `${always}closures: [[${iso(0)}, ${iso(48)}]]\n`)
  await onEngine(anHourAgo - 2 * hour, async (engine) => {
    for (let count = 0; count < 3; count += 1)
      await engine.create('errand', { actor: ann, data: { address: 'Lane 5' } })
  })
})
afterAll(() => place.remove())

function iso(hoursAhead: number): string {
  return new Date(now + hoursAhead * hour).toISOString()
}

async function onEngine(time: number, work: (engine: Engine) => Promise<void>): Promise<void> {
  const sqlite = await openSqlite(path('cases.db'))
  const engine = await createEngine({
    ...sqlite,
    clock: new VirtualClock(time),
    workflows: path('workflows'),
  })
  await work(engine)
  await engine.stop()
  await sqlite.close()
}

const diff = (...args: string[]) =>
  aftercare([
    'calendar',
    'diff',
    ...args.slice(0, 2).map((name) => path(name)),
    '--db',
    path('cases.db'),
    ...args.slice(2),
  ])

describe('aftercare calendar diff', () => {
  it('tells which open cases would move, from when to when, and changes nothing', async () => {
    const first = await diff('old.yaml', 'closed.yaml', '--json')
    const again = await diff('old.yaml', 'closed.yaml', '--json')

    const { cases, moved, becomeOverdue, noLongerOverdue, failed, unlisted, listed, storedVersion } =
      first.json()
    expect(first.code).toBe(0)
    expect({ cases, moved, becomeOverdue, noLongerOverdue, failed, unlisted, storedVersion }).toEqual({
      ...{ cases: 3, moved: 3, becomeOverdue: 0, noLongerOverdue: 0, failed: 0, unlisted: 0 },
      storedVersion: undefined,
    })
    const clock = listed[0].clocks.find(({ id }: { id: string }) => id === 'waiting#due')
    expect(Date.parse(clock.to) - Date.parse(clock.from)).toBe(48 * hour)
    expect({ ...again.json(), at: '' }).toEqual({ ...first.json(), at: '' })
  })

  it('tells what becomes overdue and what no longer is', async () => {
    // Four hours from ten hours ago are over, unless the house was closed for eight of them.
    await writeFile(path('closed-before.yaml'), `${always}closures: [[${iso(-9)}, ${iso(-1)}]]\n`)
    await onEngine(now - 10 * hour, async (engine) => {
      await engine.create('errand', { actor: ann, data: { address: 'Lane 6' } })
    })

    const { noLongerOverdue, becomeOverdue } = (await diff('old.yaml', 'closed-before.yaml', '--json')).json()
    expect([becomeOverdue, noLongerOverdue]).toEqual([0, 1])
    const back = (await diff('closed-before.yaml', 'old.yaml', '--json')).json()
    expect([back.becomeOverdue, back.noLongerOverdue]).toEqual([1, 0])
    expect(back.storedVersion).toMatch(/^[0-9a-f]{64}$/)
  })

  it('tells it in words, in both languages, and lists as many as asked', async () => {
    const english = await diff('old.yaml', 'closed.yaml', '--most', '1')
    const chinese = await diff('closed.yaml', 'old.yaml', '--lang', 'zh-CN', '--workflows', path('workflows'))

    expect(english.code).toBe(0)
    expect(english.out).toMatch(/^Calendar 'house': of \d open cases that count with it, \d move, /)
    expect(english.out).toContain('Waiting [waiting#due]: ')
    expect(english.out).toMatch(/more cases that move are not listed\./)
    expect(chinese.out).toContain('未作任何修改')
    expect(chinese.out).toContain('与给出的旧版本不同')
  })

  it.each<[string, string[], number]>([
    ['a file that is none', ['old.yaml', 'nowhere.yaml'], 2],
    ['a file that is no calendar', ['old.yaml', 'workflows/errand.yaml'], 2],
    ['two calendars', ['old.yaml', 'other.yaml'], 2],
    ['a language nothing is told in', ['old.yaml', 'closed.yaml', '--lang', 'fr'], 2],
    ['a number that is none', ['old.yaml', 'closed.yaml', '--most', 'all'], 2],
    ['a faulty calendar', ['old.yaml', 'faulty.yaml'], 1],
  ])('says what is wrong with %s', async (_what, args, code) => {
    await writeFile(path('other.yaml'), always.replace('calendar: house', 'calendar: hut'))
    await writeFile(path('faulty.yaml'), always.replace('Asia/Shanghai', 'Asia/Nowhere'))

    const ran = await diff(...args)

    expect(ran.code).toBe(code)
    expect(ran.out + ran.err).toMatch(/Expected/)
  })
})
