import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, loadWorkflows, openSqlite } from '../../engine/index.js'
import { aftercare, root, temporaryFolder } from './run-aftercare.js'

let place: Awaited<ReturnType<typeof temporaryFolder>>
let folder = ''
let db = ''

/** Deploys the folder as a server does at its start, and begins a case. */
async function deploy(): Promise<void> {
  const sqlite = await openSqlite(db)
  const engine = await createEngine({ ...sqlite, workflows: await loadWorkflows(folder) })
  await engine.create('enquiry', { actor: { id: 'ann', roles: ['desk'] }, data: { subject: 'x' } })
  await engine.stop()
  await sqlite.close()
}

beforeEach(async () => {
  place = await temporaryFolder()
  folder = join(place.path, 'workflows')
  db = join(place.path, 'cases.db')
  await cp(join(root, 'test/server/fixtures'), folder, { recursive: true })
  await deploy()
  const file = join(folder, 'enquiry.yaml')
  await writeFile(
    file,
    (await readFile(file, 'utf8')).replace('within: 2 hours', 'within: 3 hours').replace('1.0.0', '1.0.1'),
  )
  await deploy()
})
afterEach(() => place.remove())

const environment = () => ({ AFTERCARE_DB: db, AFTERCARE_WORKFLOWS: folder })
const versions = (...args: string[]) => aftercare(['versions', ...args], environment())

describe('aftercare versions', () => {
  it('lists what was deployed with its open cases, shows a version, and what changed between two', async () => {
    const listed = await versions('enquiry', '--json')
    const told = listed.json().versions as {
      hash: string
      version: string
      status: string
      openCases: number
    }[]
    const [first = '', second = ''] = told.map(({ hash }) => hash)
    const text = await versions('enquiry', '--text', first)
    const [one, other] = [
      await versions('enquiry', '--compare', first, second),
      await versions('enquiry', '--compare', second.slice(0, 12), first.slice(0, 12)),
    ]

    expect(told.map(({ version, status, openCases }) => [version, status, openCases])).toEqual([
      ['1.0.1', 'current', 1],
      ['1.0.0', 'earlier', 1],
    ])
    expect(text.out).toContain('process: enquiry')
    for (const { out } of [one, other]) {
      expect(out).toMatch(/^[-+] .*\b2 hours$/m)
      expect(out).toMatch(/^[-+] .*\b3 hours$/m)
      expect(out).not.toBe('')
    }
    expect(one.out).not.toBe(other.out)
    expect((await versions('enquiry', '--compare', first, first)).out).toBe('Both are the same.\n')
  })

  it('refuses by exit code 2 what is not there, and works without the folder', async () => {
    await rm(folder, { recursive: true })

    expect((await versions('enquiry')).out).toContain('1 open')
    for (const args of [['nothing'], ['enquiry', '--text', '1.0.0'], ['enquiry', '--compare', 'a']]) {
      const { code, err } = await versions(...args)
      expect([code, err.startsWith('usage-wrong: Expected')]).toEqual([2, true])
    }
  })
})

describe('aftercare deploy and retire', () => {
  const note = 'The desk is closed at noon.'
  const written = async (from: string, to: string): Promise<string> => {
    const file = join(place.path, 'new.yaml')
    await writeFile(file, (await readFile(join(folder, 'enquiry.yaml'), 'utf8')).replace(from, to))
    return file
  }
  const run = (...args: string[]) => aftercare(args, environment())
  const standing = async (): Promise<string[]> =>
    ((await versions('enquiry', '--json')).json().versions as { version: string; status: string }[])
      .map(({ version, status }) => `${version} ${status}`)
      .sort()

  it('has new cases begin with a file, tells who did it and why, and is taken back by retiring', async () => {
    const file = await written('1.0.1', '1.1.0')
    const checked = await run('deploy', file, '--check', '--json')
    const before = await standing()
    const deployed = await run('deploy', file, '--note', note, '--by', 'anna')
    const between = await standing()
    const listed = await versions('enquiry')
    const hash = String(checked.json().versions[0].hash)
    const source = await versions('enquiry', '--source', hash)
    const retired = await run('retire', 'enquiry', '--version', '1.1.0', '--reason', 'It is wrong.')

    expect(checked.json()).toMatchObject({
      process: 'enquiry',
      versions: [{ version: '1.1.0', isNew: true }],
    })
    expect(before).toEqual(['1.0.0 earlier', '1.0.1 current'])
    expect(deployed.out).toContain('enquiry 1.1.0 is deployed.')
    expect(between).toEqual(['1.0.0 earlier', '1.0.1 earlier', '1.1.0 current'])
    expect(listed.out).toContain(`deployed by anna: ${note}`)
    expect(source.out).toBe(await readFile(file, 'utf8'))
    expect(retired.out).toMatch(/enquiry 1\.1\.0 was retired .* by operator: It is wrong\.$/m)
    expect(await standing()).toEqual(['1.0.0 earlier', '1.0.1 current', '1.1.0 retired'])
  })

  it('tells every problem with its caret, and refuses by exit code what is taken or not said', async () => {
    const faulty = await run('deploy', await written('initial: received', 'initial: nowhere'), '--note', note)
    const taken = await run('deploy', await written('within: 3 hours', 'within: 5 hours'), '--note', note)
    const silent = await run('deploy', await written('1.0.1', '1.1.0'))
    const nothing = await run('retire', 'nothing', '--reason', 'why')

    expect([faulty.code, taken.code, silent.code, nothing.code]).toEqual([1, 1, 2, 1])
    expect(faulty.out).toMatch(/initial: nowhere\n.*\^{7}/)
    expect(taken.err).toMatch(/^version-taken: .*Raise 'version' to "1\.0\.2"/)
    expect(silent.err).toContain("Expected '--note'")
    expect(nothing.err).toMatch(/^unknown-process:/)
    expect(await standing()).toEqual(['1.0.0 earlier', '1.0.1 current'])
  })

  it('keeps a server from starting with another content under a name, and tells what to raise', async () => {
    const file = join(folder, 'enquiry.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('within: 3 hours', 'within: 5 hours'))

    const served = await aftercare(['serve'], { ...environment(), PORT: '0' })
    const looked = await run('doctor', '--json')

    expect([served.code, served.err]).toEqual([1, expect.stringMatching(/version-changed: .*"1\.0\.2"/)])
    expect(looked.json().findings).toContainEqual(
      expect.objectContaining({ check: 'versions', status: 'warn' }),
    )
  })

  it('plays the stories beside the folder first, and is kept back by one that fails unless told otherwise', async () => {
    const story = (state: string): string =>
      `scenario: to the ${state}\nprocess: enquiry\nat: 2026-03-02T09:00+08:00\nstart: { by: dora, with: { subject: x } }\nsteps:\n  - { send: forward, by: dora, expect: { state: ${state} } }\n`
    const file = await written('1.0.1', '1.1.0')
    await mkdir(join(folder, 'scenarios/enquiry'), { recursive: true })
    await writeFile(
      join(folder, 'scenarios/people.yaml'),
      'cast: desk\npeople: { dora: { name: Dora, roles: [desk] } }\n',
    )
    const place = join(folder, 'scenarios/enquiry/forwarded.yaml')
    await writeFile(place, story('answered'))
    const failing = await run('deploy', file, '--note', note)
    const between = await standing()
    const unplayed = await run('deploy', file, '--check', '--no-stories')
    await writeFile(place, story('forwarded'))
    const passing = await run('deploy', file, '--note', note)

    expect([failing.code, failing.out]).toEqual([1, expect.stringContaining('--no-stories')])
    expect(failing.out).toContain('forwarded.yaml:6')
    expect(between).toEqual(['1.0.0 earlier', '1.0.1 current'])
    expect([unplayed.code, unplayed.out]).toEqual([0, expect.stringContaining('No story was played.')])
    expect([passing.code, passing.out]).toEqual([0, expect.stringContaining('Stories: 1 passed.')])
    expect(await standing()).toContain('1.1.0 current')
  })
})
