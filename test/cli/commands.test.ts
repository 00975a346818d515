import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aftercare, temporaryFolder } from './run-aftercare.js'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

describe('the command line', () => {
  it.each([
    ['an unknown command', ['chekc']],
    ['an unknown option', ['check', '--explian']],
    ['a missing option', ['keys', 'create']],
    ['a missing argument', ['keys', 'revoke']],
    ['no command', []],
  ])('ends with 2 and says what it expected: %s', async (_what, args) => {
    const { code, err } = await aftercare(args)

    expect(code).toBe(2)
    expect(err).not.toBe('')
  })

  it('tells wrong usage in JSON too when asked to', async () => {
    const ran = await aftercare(['chekc', '--json'])

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
    expect(ran.err).toContain('Did you mean check?')
  })

  it('ends with 0 after its help, which names every command', async () => {
    const { code, out } = await aftercare(['--help'])

    expect(code).toBe(0)
    for (const name of [
      'init',
      'check',
      'test',
      'serve',
      'replay-log',
      'verify',
      'anchor',
      'keys',
      'schema',
      'types',
    ])
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'))
  })

  it('begins a folder that passes its own check and its own test, and overwrites nothing', async () => {
    const mine = join(folder.path, 'mine')
    const begun = await aftercare(['init', mine, '--json'])
    const checked = await aftercare(['check', mine, '--json'])
    const tested = await aftercare(['test', mine, '--json'])
    const again = await aftercare(['init', mine, '--json'])

    expect(begun.json().files.length).toBeGreaterThan(2)
    expect([checked.code, checked.json().problems]).toEqual([0, []])
    expect([tested.code, tested.json().failed]).toEqual([0, 0])
    expect(tested.json().passed).toBeGreaterThan(0)
    expect([again.code, again.json().error.code]).toEqual([2, 'usage-wrong'])
  })

  it('plays the chosen scenarios only, and names what no scenario passes', async () => {
    const ran = await aftercare(['test', 'workflows', '--only', 'answered-at-once', '--json'])
    const shown = await aftercare(['test', 'workflows', '--only', 'answered-at-once', '--coverage'])

    expect(ran.json()).toMatchObject({ passed: 1, failed: 0 })
    expect(shown.out).toMatch(/ {2}states \d+\/\d+\n {4}not passed: state:/)
    expect(shown.code).toBe(0)
    expect(shown.out).toMatch(/1 passed, 0 failed\n$/)
  })

  it('fails on incomplete coverage only when it is told to', async () => {
    const ran = await aftercare([
      'test',
      'workflows',
      '--only',
      'answered-at-once',
      '--require-full',
      '--json',
    ])

    expect(ran.json()).toMatchObject({ passed: 1, failed: 0, coverage: [{ full: false }] })
    expect(ran.code).toBe(1)
  })

  it('names a process without a story, and fails for it when it is told to', async () => {
    const mine = join(folder.path, 'untold')
    await aftercare(['init', mine])
    const before = await aftercare(['test', mine, '--require-full'])
    const told = readFileSync(join(mine, 'callback.yaml'), 'utf8')
    writeFileSync(join(mine, 'second.yaml'), told.replace('process: callback', 'process: second'))
    const full = await aftercare(['test', mine, '--require-full'])
    const asked = await aftercare(['test', mine, '--json'])

    expect(before.code).toBe(0)
    expect([full.code, full.out]).toEqual([1, expect.stringContaining('no story is about: second')])
    expect(asked.code).toBe(0)
    expect(asked.json()).toMatchObject({ untold: ['second'] })
  })

  it('changes a process one thing at a time, and fails where no scenario notices', async () => {
    const mine = join(folder.path, 'mutated')
    await aftercare(['init', mine])
    const ran = await aftercare(['test', mine, '--json', '--mutate', 'callback'])
    const { failed, mutations } = ran.json()

    expect([failed, mutations.length, mutations[0].process]).toEqual([0, 1, 'callback'])
    expect(mutations[0].noticed).toBeGreaterThan(0)
    expect(Number(mutations[0].noticed) + Number(mutations[0].survivors.length)).toBe(mutations[0].total)
    expect(ran.code).toBe(mutations[0].problems.length > 0 ? 1 : 0)
  })

  it('takes a folder behind --mutate as what to read, and counts over all processes in it', async () => {
    const mine = join(folder.path, 'mutated-whole')
    await aftercare(['init', mine])
    const ran = await aftercare(['test', '--json', '--mutate', mine])
    const { mutations, mutated } = ran.json()

    expect(mutations.length).toBeGreaterThan(0)
    for (const count of ['total', 'noticed', 'accepted', 'unexplained', 'notCompiled'])
      expect(mutated[count]).toBe(
        mutations.reduce((sum: number, one: Record<string, number>) => sum + (one[count] ?? 0), 0),
      )
    expect(ran.code).toBe(mutated.unexplained > 0 ? 1 : 0)
    expect(ran.err).toMatch(/mutate: \S+: \d+ changes/)
  })

  it.each([
    ['a process there is none of', ['--mutate', 'nothing']],
    ['a part of the scenarios', ['--only', 'answered', '--mutate']],
  ])('does not mutate %s', async (_what, options) => {
    const ran = await aftercare(['test', 'workflows', '--json', ...options])

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
  })

  it('says that no scenario was chosen, instead of passing with none', async () => {
    const ran = await aftercare(['test', 'workflows', '--only', 'there is none', '--json'])

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
  })

  it('prints a schema, lists the kinds, and copies all for an editor', async () => {
    const one = await aftercare(['schema', 'process', '--json'])
    const kinds = await aftercare(['schema', '--json'])
    const copied = await aftercare(['schema', '--out', join(folder.path, 'schemas'), '--json'])
    const wrong = await aftercare(['schema', '../package', '--json'])

    expect(one.json().properties.states).toBeDefined()
    expect(kinds.json().kinds).toContain('calendar')
    expect(copied.json().files.every((file: string) => existsSync(join(folder.path, 'schemas', file)))).toBe(
      true,
    )
    expect(wrong.code).toBe(2)
  })

  it('writes types of the processes', async () => {
    const file = join(folder.path, 'types.d.ts')
    const printed = await aftercare(['types', 'test/server/fixtures', '--json'])
    const written = await aftercare(['types', 'test/server/fixtures', '--out', file, '--json'])
    const broken = await aftercare(['types', 'test/cli/fixtures', '--json'])

    expect(written.json()).toEqual({ file })
    expect(readFileSync(file, 'utf8')).toBe(printed.json().types)
    expect(printed.json().types).toContain('"enquiry": {')
    expect(broken.code).toBe(1)
    expect(broken.json().problems.length).toBeGreaterThan(7)
  })

  it('needs a database where it speaks of one, and makes none by asking', async () => {
    const db = join(folder.path, 'nothing.db')
    for (const args of [['verify'], ['anchor'], ['keys', 'list'], ['keys', 'create', '--role', 'admin']]) {
      const ran = await aftercare([...args, '--db', db, '--json'])

      expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
    }
    expect(existsSync(db)).toBe(false)
  })

  it('replays no log that it cannot read', async () => {
    const ran = await aftercare([
      'replay-log',
      'workflows/examples/phone-repair',
      '--log',
      join(folder.path, 'none.csv'),
      '--db',
      join(folder.path, 'replay.db'),
      '--json',
    ])

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
  })
})
