import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aftercare, temporaryFolder } from './run-aftercare.js'

let place: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  place = await temporaryFolder()
})
afterAll(() => place.remove())

const calendar = (id: string, rest: string): string => `calendar: ${id}\ntitle: ${id}\n${rest}`
const hours = 'zone: Asia/Shanghai\ndayCounting: same-time\nhours: { mon-fri: "09:00-18:00" }\n'

describe('a command that changes nothing', () => {
  it.each([['deadlines', 'nobody'], ['verify'], ['keys', 'list']])(
    'refuses a database that is not ours and leaves it as it is: %s',
    async (...args) => {
      const file = join(place.path, 'empty.db')
      await writeFile(file, '')

      const ran = await aftercare([...args, '--db', file, '--json'])

      expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
      expect((await readFile(file)).length).toBe(0)
    },
  )
})

describe('aftercare due --calendar', () => {
  it.each([
    ['a mistake in the calendar it extends', hours.replace('Shanghai', 'Nowhere'), 'wrong-value'],
    ['calendars that extend each other', 'extends: child\n', 'calendar-cycle'],
  ])('tells %s', async (_what, parent, code) => {
    await writeFile(join(place.path, 'parent.yaml'), calendar('parent', parent))
    await writeFile(join(place.path, 'child.yaml'), calendar('child', 'extends: parent\n'))

    const ran = await aftercare([
      'due',
      '--calendar',
      join(place.path, 'child.yaml'),
      '--start',
      '2026-10-01',
      '--within',
      '1 hour',
      '--json',
    ])

    expect(ran.code).toBe(1)
    expect(ran.json().problems.map((one: { code: string }) => one.code)).toContain(code)
  })
})
