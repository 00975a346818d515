import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../../engine/index.js'
import { errand, files } from '../errand.js'
import { openTestEngine, sound, type TestEngine } from '../open-test-engine.js'

const folder = (text: string) => sound([{ file: 'errand.yaml', text }, ...files.slice(1)])
const changed = errand.replace('default: 4 hours', 'default: 10 hours')
const raised = changed.replace('version: 1.0.0', 'version: 1.0.1')

describe('a folder with another content under the name of a version', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine()
  })
  afterEach(() => t.close())

  const open = (text: string, changedVersions: 'refused' | 'told' | 'allowed') =>
    createEngine({ db: t.handles.db, workflows: folder(text), clock: t.clock, changedVersions })

  it('is not run where it is refused, with what to raise, and runs once it is raised or put back', async () => {
    const before = await t.engine.versions('errand')

    await expect(open(changed, 'refused')).rejects.toMatchObject({
      code: 'version-changed',
      message: expect.stringMatching(
        /Raise 'version' .* to "1\.0\.1", or put back.*aftercare versions errand --text/,
      ) as string,
    })
    expect(await t.engine.versions('errand')).toEqual(before)
    for (const text of [raised, errand]) {
      const engine = await open(text, 'refused')
      expect(engine.processes()).toHaveLength(1)
    }
  })

  it('runs with a warning where it is told, once, and without one where it is allowed', async () => {
    t = await t.restart({ workflows: folder(changed), changedVersions: 'allowed' })
    const allowed = t.log.filter((line) => line.includes('version-changed'))
    const again = errand.replace('default: 4 hours', 'default: 11 hours')
    t = await t.restart({ workflows: folder(again), changedVersions: 'told' })
    const told = t.log.filter((line) => line.includes('version-changed'))
    t = await t.restart({ workflows: folder(again), changedVersions: 'told' })

    expect([allowed, told]).toEqual([[], ['warn version-changed']])
    expect(t.log.filter((line) => line.includes('version-changed'))).toEqual([])
  })

  it('is refused while the engine runs, too, which goes on with what it had', async () => {
    t = await t.restart({ changedVersions: 'refused' })

    await expect(t.engine.deploy(folder(changed))).rejects.toMatchObject({ code: 'version-changed' })
    expect(t.engine.processes()[0]?.params['patience']).toBe('4 hours')
  })
})
