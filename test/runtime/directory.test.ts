import { afterEach, describe, expect, it } from 'vitest'
import type { Directory } from '../../engine/runtime/ports.js'
import { accepted, day, monday, openTestEngine, refused, sound, type TestEngine } from './open-test-engine.js'

const organisation = `organisation: house
zone: Asia/Shanghai
parties:
  south: { title: { zh-CN: 南方工厂, en: South factory }, kind: factory, roles: [factory] }
roles:
  clerk: { title: { zh-CN: 职员, en: Clerk } }
  leader: { title: { zh-CN: 领导, en: Leader } }
  factory: { title: { zh-CN: 工厂, en: Factory }, outside: true }
people:
  ann: { name: 安, roles: [clerk] }
  li: { name: 李, roles: [leader], absent: { from: 2026-09-29, to: 2026-09-30, deputy: ann } }
  fay: { name: 菲, roles: [factory], party: south }
`
const process = `dsl: '1'
process: paper
version: '1'
title: { zh-CN: 文件, en: Paper }
initial: writing
states:
  writing:
    title: { zh-CN: 起草, en: Writing }
    task: clerk
    due: { within: 3 days }
    on: { hand-in: { title: { zh-CN: 提交, en: Hand in }, target: checking } }
  checking:
    title: { zh-CN: 复核, en: Checking }
    task: { role: leader, notBy: hand-in }
    due: { within: 3 days }
    on: { check: { title: { zh-CN: 通过, en: Check }, target: done } }
  done: { type: final, outcome: done, title: { zh-CN: 完成, en: Done } }
`
const workflows = () =>
  sound([
    { file: 'organisation.yaml', text: organisation },
    { file: 'paper.yaml', text: process },
  ])

let t: TestEngine
afterEach(() => t.close())

describe('the organisation as a directory', () => {
  it('gives a deputy the roles of the absent person from the first local day to the last', async () => {
    t = await openTestEngine({ workflows: workflows() })
    const { key } = await t.engine.keys.create({ name: 'phone of Ann', roles: [], actor: 'ann' })
    const actor = async () => {
      const found = await t.engine.keys.authenticate(key)
      return found.ok ? found.actor : undefined
    }

    expect(await actor()).toEqual({ id: 'ann', roles: ['clerk'] })
    t.clock.moveTo(Date.parse('2026-09-29T00:00+08:00'))
    expect(await actor()).toEqual({
      id: 'ann',
      roles: ['clerk', 'leader'],
      standsInFor: [{ person: 'li', roles: ['leader'] }],
    })
    t.clock.moveTo(Date.parse('2026-10-01T00:00+08:00'))
    expect(await actor()).toEqual({ id: 'ann', roles: ['clerk'] })
  })

  it('keeps four eyes when one person acts for two', async () => {
    t = await openTestEngine({ workflows: workflows() })
    const mine = accepted(await t.engine.create('paper', { actor: 'ann' }))
    const other = accepted(await t.engine.create('paper', { actor: 'ann' }))
    accepted(await t.engine.send(mine.id, 'hand-in', { actor: 'ann' }))
    accepted(await t.engine.send(other.id, 'hand-in', { actor: { id: 'bea', roles: ['clerk'] } }))
    t.clock.moveTo(monday + day)

    expect(refused(await t.engine.send(mine.id, 'check', { actor: 'ann' }))).toBe('forbidden')
    accepted(await t.engine.send(other.id, 'check', { actor: 'ann' }))
    const { items } = await t.engine.trail(other.id, { limit: 100 })
    const checked = items.find(({ type, body }) => type === 'event-accepted' && body['event'] === 'check')
    expect(checked?.body).toEqual({ event: 'check', for: ['li'] })
  })

  it('says with a key to which party a person belongs, and gives a key its own roles as its own', async () => {
    t = await openTestEngine({ workflows: workflows() })
    t.clock.moveTo(monday + day)
    const factory = await t.engine.keys.create({ name: 'phone of Fay', roles: [], actor: 'fay' })
    const both = await t.engine.keys.create({ name: 'phone of Ann', roles: ['leader'], actor: 'ann' })

    expect(await t.engine.keys.authenticate(factory.key)).toMatchObject({
      actor: { id: 'fay', roles: ['factory'], party: 'south' },
    })
    expect(await t.engine.keys.authenticate(both.key)).toMatchObject({
      actor: { id: 'ann', roles: ['leader', 'clerk'] },
    })
    expect(JSON.stringify(await t.engine.keys.authenticate(both.key))).not.toContain('standsInFor')
  })
})

describe('the directory of a host', () => {
  it('may do no more than find people', async () => {
    const directory: Directory = {
      find: (id) => Promise.resolve(id === 'host-1' ? { id, roles: ['clerk'] } : undefined),
    }
    t = await openTestEngine({ workflows: workflows(), directory })

    const { id } = accepted(await t.engine.create('paper', { actor: 'host-1' }))
    expect(refused(await t.engine.send(id, 'hand-in', { actor: 'ann' }))).toBe('unknown-actor')
    accepted(await t.engine.send(id, 'hand-in', { actor: 'host-1' }))
  })
})
