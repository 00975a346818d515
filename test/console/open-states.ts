import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../server/index.js'

const root = join(import.meta.dirname, '../..')

const mending = `
dsl: "1"
process: mending
version: "1.0.0"
title: { zh-CN: 维修, en: Repair }
number: M-{yyyy}-{seq:3}
calendar: plain-hours
start: { roles: [service-desk, customer] }
parameters: { days: { type: integer, default: 3, title: { zh-CN: 天数, en: Days }, source: [a sheet] } }
fields:
  cause: { type: text, label: { zh-CN: 原因, en: Cause } }
  consent: { type: boolean, label: { zh-CN: 同意, en: I agree } }
forms: { consent: { ask: [consent], required: [consent] } }
events:
  accept: { title: { zh-CN: 同意, en: Agree } }
  finish: { title: { zh-CN: 完成, en: Finish } }
initial: asking
states:
  asking:
    title: { zh-CN: 等待答复, en: Waiting for an answer }
    task: { roles: [customer, service-desk] }
    due: { within: 3 hours, title: { zh-CN: 答复, en: Answer } }
    on: { accept: { form: consent, target: mending }, finish: { roles: [service-desk], target: done } }
  mending: { title: { zh-CN: 维修中, en: Being mended }, task: service-desk, on: { finish: done } }
  done: { type: final, outcome: done, title: { zh-CN: 已完成, en: Done } }
`

const register = `
register: mended
title: { zh-CN: 维修台账, en: What was mended }
of: [mending]
where: "true"
columns:
  - { name: number, title: { zh-CN: 编号, en: Number }, value: instance.number }
roles: [supervisor]
`

/** A console over one small procedure and a register, with one case and a link to it for its customer. */
export interface OpenStates {
  readonly url: string
  readonly instance: string
  readonly token: string
  /** A key of somebody of the house. */
  keyOf(person: string, ...roles: string[]): Promise<string>
  close(): Promise<void>
}

export async function openStates(): Promise<OpenStates> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-states-'))
  const workflows = join(folder, 'workflows')
  for (const part of ['organisation.yaml', 'access.yaml', 'calendars'])
    await cp(join(root, 'workflows', part), join(workflows, part), { recursive: true })
  await writeFile(join(workflows, 'mending.yaml'), mending)
  await writeFile(join(workflows, 'mended.yaml'), register)
  const server = await startServer(
    {
      host: '127.0.0.1',
      port: 0,
      db: join(folder, 'test.db'),
      workflows,
      anchorKey: join(folder, 'key.pem'),
    },
    { problemPages: join(root, 'docs/problems'), log: () => undefined },
  )
  const { engine } = server
  const keyOf = async (person: string, ...roles: string[]): Promise<string> =>
    (await engine.keys.create({ name: person, actor: person, roles })).key
  const desk = { id: 'desk-1', roles: ['service-desk'] }
  const { instance } = await engine.create('mending', { actor: desk, data: { cause: 'it fell' } })
  const id = instance?.id ?? ''
  return {
    url: `${server.url}/console`,
    instance: id,
    token: await linkTo(server.url, id, await keyOf('ada', 'admin')),
    keyOf,
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function linkTo(url: string, id: string, key: string): Promise<string> {
  const made = await fetch(`${url}/api/instances/${id}/customer-links`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: '{"role":"customer"}',
  })
  return new URL(((await made.json()) as { readonly url: string }).url, url).pathname.split('/').at(-1) ?? ''
}
