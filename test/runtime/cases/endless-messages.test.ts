import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Post } from '../../../engine/runtime/cases/index.js'
import { DueLoop } from '../../../engine/runtime/timers/due-loop.js'
import { addressBookOf, createEffectParts, Switches } from '../../../engine/runtime/effects/index.js'
import { Loops } from '../../../engine/runtime/loops.js'
import { OrganisationDirectory } from '../../../engine/runtime/organisation-directory.js'
import { ProcessCatalogue } from '../../../engine/runtime/process-catalogue.js'
import { accepted, day, minute, monday, openTestEngine, sound, type TestEngine } from '../open-test-engine.js'
import { hubFiles } from './hub-files.js'

const workflows = sound(hubFiles)
let t: TestEngine
let catalogue: ProcessCatalogue

/** A hub and a leaf that answer each other without end from now on. */
beforeEach(async () => {
  t = await openTestEngine({ workflows })
  catalogue = new ProcessCatalogue(() => Promise.resolve([]))
  await catalogue.deploy(t.engine.store, workflows, monday)
  accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
  accepted(await t.engine.send('case-1', 'spawn', { actor: 'ann' }))
  await t.engine.runDue()
  accepted(await t.engine.send('case-1-c1', 'serve', { actor: 'ann' }))
})
afterEach(() => t.close())

const taken = async (): Promise<number> =>
  Number((await t.sql(`select count(*) as n from aftercare_messages where status = 'taken'`))[0]?.['n'])

const basics = () => ({
  ...{ store: t.engine.store, catalogue, clock: t.clock, pollInterval: minute, log: () => undefined },
  ...{ mostInARound: 20 },
})

describe('cases that answer each other without end', () => {
  it('are left for the next round when one has brought as many as it may, and hold up no timer', async () => {
    accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
    t.clock.moveTo(monday + 90 * day)
    const before = await taken()
    const fired: string[] = []
    const post = new Post({ ...basics(), committed: (record) => loop.changed(record) })
    const loop: DueLoop = new DueLoop({
      ...basics(),
      post,
      fire: ({ instance }) => {
        fired.push(instance)
        return Promise.resolve()
      },
    })

    await loop.runDue()

    expect(await taken()).toBe(before + 20)
    expect(loop.isCutShort).toBe(true)
    expect(fired).toContain('case-2')
    await loop.runDue()
    expect(await taken()).toBe(before + 40)
  })

  it('end with an error where somebody waits for all that is due', async () => {
    const people = new OrganisationDirectory(workflows.organisation, () => t.clock.now())
    const loops = new Loops({
      ...basics(),
      ...{ keyRetention: day, draftRetention: day, changeRetention: day },
      ...{ attachments: t.engine.attachments, profile: undefined },
      ...{ newId: () => 'new', mostAtOnce: 100, node: 'other', leaseDuration: 5000 },
      ...createEffectParts({}, { workflows, log: () => undefined }),
      switches: new Switches({ clock: t.clock, pollInterval: minute }),
      book: addressBookOf(people, people, () => t.clock.now()),
    })

    await expect(loops.runDue()).rejects.toMatchObject({ code: 'definition-invalid' })

    expect(await taken()).toBeLessThan(200)
  })
})
