import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from './open-server.js'

const asking = `
dsl: "1"
process: asking
version: "1.0.0"
title: { zh-CN: 询问, en: Asking }
start: { roles: [desk] }
parameters:
  patience: { type: duration, default: 10 to 15 days, title: { zh-CN: 期限, en: Patience }, source: [a sheet] }
  way:
    type: choice
    default: by-hand
    of: { by-hand: { zh-CN: 人工, en: By hand }, by-mail: { zh-CN: 邮寄, en: By mail } }
    title: { zh-CN: 方式, en: Way }
    source: [a sheet]
  most: { type: integer, default: 3, title: { zh-CN: 上限, en: Most }, source: [a sheet] }
fields:
  size: { type: integer, required: true, label: { zh-CN: 大小, en: Size } }
decisions:
  bigEnough:
    title: { zh-CN: 是否够大, en: Whether it is big enough }
    source: [a sheet]
    in: { size: data.size }
    out: { enough: boolean }
    rules:
      - { when: { size: at least 5 }, then: { enough: true } }
      - { then: { enough: false } }
events:
  tell: { title: { zh-CN: 通知, en: Tell } }
  finish: { title: { zh-CN: 完成, en: Finish } }
initial: open
states:
  open:
    title: { zh-CN: 待办, en: Open }
    task: desk
    due: patience
    on:
      tell: { actions: [{ notify: { to: leader, template: told-of-it } }] }
      finish: { branches: [{ guard: decisions.bigEnough.enough, target: telling }, { target: done }] }
  telling:
    title: { zh-CN: 通知中, en: Telling }
    task: desk
    due: patience
    entry: [{ notify: { to: leader, template: told-of-it } }, { start: { process: asking, input: { size: 1 } } }]
    on: { finish: done }
  done: { type: final, outcome: done, title: { zh-CN: 已完成, en: Done } }
`

const template = `
template: told-of-it
title: { zh-CN: 请知悉, en: For your information }
body: { zh-CN: "大小 \${data.size}", en: "Size \${data.size}" }
`

const organisation = `
organisation: office
roles:
  admin: { title: { zh-CN: 管理员, en: Administrator } }
  desk: { title: { zh-CN: 前台, en: Desk } }
  leader: { title: { zh-CN: 领导, en: Leader } }
people:
  dora: { name: Dora, roles: [desk] }
  leo: { name: Leo, roles: [leader] }
`

let open: OpenServer
let folder = ''
let id = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-titles-'))
  for (const [name, text] of Object.entries({ asking, template, organisation }))
    await writeFile(join(folder, `${name}.yaml`), text)
  open = await openServer({ workflows: folder })
  await open.key('dora', 'desk')
  await open.key('ada', 'admin')
  const begun = await open.ask('/api/instances', {
    as: 'dora',
    body: { process: 'asking', data: { size: 7 } },
  })
  id = String(begun.body.id)
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true, force: true })
})

const information = { 'zh-CN': '请知悉', en: 'For your information' }

describe('over HTTP people can be told without ids', () => {
  it('what decisions are called, and what figures mean', async () => {
    const { body } = await open.ask('/api/processes/asking', { as: 'dora' })

    expect(body.decisions).toEqual({ bigEnough: { 'zh-CN': '是否够大', en: 'Whether it is big enough' } })
    expect(body.parameters).toMatchObject({
      patience: { value: '10 to 15 days', words: { 'zh-CN': '10 至 15 天', en: '10 to 15 days' } },
      way: { value: 'by-hand', words: { 'zh-CN': '人工', en: 'By hand' } },
    })
    expect(body.parameters.most).not.toHaveProperty('words')
  })

  it('what a message is called that a case has asked for', async () => {
    await open.ask(`/api/instances/${id}/events`, { as: 'dora', body: { event: 'tell' } })

    const { body } = await open.ask(`/api/instances/${id}/effects`, { as: 'dora' })

    expect(body.items).toMatchObject([{ template: 'told-of-it', templateTitle: information }])
  })

  it('what an action would send, and which cases it would begin', async () => {
    const move = { action: 'move', to: 'telling', reason: 'to see', dryRun: true }

    const { body } = await open.ask(`/api/instances/${id}/actions`, { as: 'ada', body: move })

    expect(body.effect.effects).toMatchObject([{ template: 'told-of-it', templateTitle: information }])
    expect(body.effect.messages).toMatchObject([
      { process: 'asking', processTitle: { 'zh-CN': '询问', en: 'Asking' } },
    ])
  })
})
