import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadWorkflows, openSqlite } from '../../engine/index.js'
import { openServer, type OpenServer } from './open-server.js'

const fixtures = join(import.meta.dirname, 'fixtures')

let open: OpenServer
let workflows = ''
let forwarded = ''

beforeEach(async () => {
  workflows = await mkdtemp(join(tmpdir(), 'aftercare-folder-'))
  await cp(fixtures, workflows, { recursive: true })
  open = await openServer({ workflows })
  await open.key('dora', 'desk')
  const begun = await open.ask('/api/instances', {
    as: 'dora',
    body: { process: 'enquiry', data: { subject: 'mine' } },
  })
  forwarded = String(begun.body.id)
  await open.ask(`/api/instances/${forwarded}/events`, { as: 'dora', body: { event: 'forward' } })
})
afterEach(async () => {
  await open.close()
  await rm(workflows, { recursive: true, force: true })
})

/** How the folder may change under a running case of which the leader has a task. */
const changes: [string, () => Promise<void>][] = [
  [
    'a new version gives the leader nothing to do',
    async () => {
      const file = join(workflows, 'enquiry.yaml')
      const text = await readFile(file, 'utf8')
      await writeFile(file, text.replace('task: leader', 'task: desk').replace('1.0.0', '1.0.1'))
    },
  ],
  ['the process has left it', () => rm(join(workflows, 'enquiry.yaml'))],
]

/** What the leader sees of the case: its answer, and whether the list and the tasks have it. */
async function seen(by: OpenServer, as: string): Promise<[number, boolean, boolean]> {
  const { status } = await by.ask(`/api/instances/${forwarded}`, { as })
  const list = await by.ask('/api/instances', { as })
  const tasks = await by.ask('/api/tasks', { as })
  return [
    status,
    (list.body.items ?? []).some((item: { id: string }) => item.id === forwarded),
    (tasks.body.items ?? []).some((item: { instance: string }) => item.instance === forwarded),
  ]
}

describe('a failure inside', () => {
  it('is logged with its code and the case, and answered without either the cause or the place', async () => {
    const sqlite = await openSqlite(join(open.folder, 'test.db'))
    await sqlite.db('aftercare_instances').where({ id: forwarded }).update({ record: '{}' })
    await sqlite.close()
    const answer = await open.ask(`/api/instances/${forwarded}`, { as: 'dora' })

    expect([answer.status, answer.body.code]).toEqual([500, 'record-does-not-fit'])
    expect(open.lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        code: 'record-does-not-fit',
        instance: forwarded,
        message: expect.stringContaining('Expected a record with a format number') as string,
        requestId: expect.any(String) as string,
      },
    ])
  })
})

describe('a folder that changes under running cases', () => {
  it.each(changes)(
    'leaves the case, the list and the task to whoever works on it: %s',
    async (_what, change) => {
      await open.key('lena', 'leader')
      await change()
      await open.server.engine.deploy(await loadWorkflows(workflows))

      expect(await seen(open, 'lena')).toEqual([200, true, true])
    },
  )

  it.each(changes)('does so after a restart, too: %s', async (_what, change) => {
    await open.server.stop()
    await change()
    const next = await openServer({ at: open.folder, workflows })
    await next.key('lena', 'leader')
    await next.key('aude', 'auditor')
    const leader = await seen(next, 'lena')
    const auditor = await seen(next, 'aude')
    const task = (await next.ask('/api/tasks', { as: 'lena' })).body.items[0].id
    const done = await next.ask(`/api/tasks/${task}/complete`, { as: 'lena', body: { event: 'return' } })
    await next.server.stop()

    expect(leader).toEqual([200, true, true])
    expect(auditor).toEqual([404, false, false])
    expect(done.body.states.map(({ path }: { path: string }) => path)).toContain('received')
  })

  it('begins no case of a process that has left it, and says so to whoever still reads its cases', async () => {
    await rm(join(workflows, 'enquiry.yaml'))
    await open.server.engine.deploy(await loadWorkflows(workflows))
    const begun = await open.ask('/api/instances', {
      as: 'dora',
      body: { process: 'enquiry', data: { subject: 'late' } },
    })
    const shown = await open.ask('/api/processes', { as: 'dora' })

    expect([begun.status, begun.body.code]).toEqual([404, 'unknown-process'])
    expect(shown.body.items).toEqual([])
  })
})
