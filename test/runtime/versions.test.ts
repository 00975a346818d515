import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkWorkflows, createEngine, readSources } from '../../engine/index.js'
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
const begin = { actor: ann, data: { address: 'Lane 5' } }

/** The same folder with the process rewritten. */
const folderWith = (text: string) => sound([{ file: 'errand.yaml', text }, ...files.slice(1)])

const patient = errand.replace('default: 4 hours', 'default: 10 hours')
const renamed = errand.replace('process: errand', 'process: trip')

describe('versions', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine()
  })
  afterEach(() => t.close())

  it('stay with a running case when the folder changes, and new cases take the new one', async () => {
    const old = accepted(await t.engine.create('errand', begin))
    t = await t.restart({ workflows: folderWith(patient) })
    const young = accepted(await t.engine.create('errand', begin))

    t.clock.moveTo(monday + 4 * hour)
    await t.engine.runDue()

    expect((await t.engine.get(old.id))?.active[0]?.path).toBe('under-way')
    expect((await t.engine.get(young.id))?.active[0]?.path).toBe('waiting')
    expect(young.version).not.toBe(old.version)
    expect(await t.engine.processOf(old)).toMatchObject({
      hash: old.version,
      params: { patience: '4 hours' },
    })
  })

  it('are compiled again from the database when the process is no longer in the folder', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    t = await t.restart({ workflows: folderWith(renamed) })

    const sent = await t.engine.send(id, 'go', { actor: ann })

    expect(accepted(sent).active[0]?.path).toBe('under-way')
    expect(refused(await t.engine.create('errand', begin))).toBe('unknown-process')
    expect((await t.engine.accepted(id, ann))?.map(({ event, answer }) => [event, answer])).toEqual([
      ['deliver', 'yes'],
    ])
  })

  it('of a case that the database does not hold are an error that says so', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    t = await t.restart({ workflows: folderWith(renamed) })
    await t.sql("delete from aftercare_processes where process = 'errand'")

    await expect(t.engine.send(id, 'go', { actor: ann })).rejects.toMatchObject({
      code: 'record-does-not-fit',
    })
  })

  it('deployed while the engine runs take the place of those before', async () => {
    await t.engine.deploy(folderWith(renamed))

    expect(t.engine.processes().map(({ id }) => id)).toEqual(['trip'])
    expect(accepted(await t.engine.create('trip', begin)).process).toBe('trip')
  })

  it('are left as they are when a file has an error', async () => {
    const broken = checkWorkflows(
      readSources([
        { file: 'errand.yaml', text: errand.replace('go: under-way', 'go: nowhere') },
        ...files.slice(1),
      ]),
    )
    const before = await contents(t)

    await expect(t.engine.deploy(broken)).rejects.toMatchObject({ code: 'definition-invalid' })
    await expect(createEngine({ db: t.handles.db, workflows: broken })).rejects.toMatchObject({
      code: 'definition-invalid',
      message: expect.stringContaining('errand.yaml') as string,
    })

    expect(t.engine.processes().map(({ id }) => id)).toEqual(['errand'])
    expect(await contents(t)).toBe(before)
  })

  it('are not rewritten when the same folder is deployed again', async () => {
    const rows = () => t.sql('select hash, deployed_at from aftercare_processes')
    const before = await rows()
    t.clock.moveTo(monday + hour)

    t = await t.restart()

    expect(await rows()).toEqual(before)
  })
})
