import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VoucherRecord } from '../../engine/core/record.js'
import {
  checkWorkflows,
  readSources,
  readWorkflowFiles,
  type CheckedWorkflows,
  type JsonObject,
} from '../../engine/index.js'
import { accepted, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'

/** A contractor that sends cards. */
const byMail = `
profile: by-mail
title: { zh-CN: 邮寄回访, en: By mail }
parameters:
  repair-project-warranty: { firstReplyWithin: 4 hours, firstReplyReminder: 2 hours, surveyChannel: card-by-mail }
`

/** The team of the shipped organisation that has least to do. */
const team = 'team-1'

type Way = readonly (readonly [event: string, role: string, answers?: JsonObject])[]

/** A sign that a team repairs on the owner's site, up to the card that is made. */
const onTheSite: Way = [
  ['answer', 'after-sales-department', { firstReply: '今天到场', onSiteNeeded: true }],
  ['send-team', 'project-department'],
  ['arrive', 'maintenance-team'],
  ['settle-cause', 'maintenance-team', { faultCause: 'own-construction', findings: '螺栓未紧固', fault: 'loose' }],
  ['choose-repair', 'after-sales-department'],
  ['report-repaired', 'maintenance-team', { workDone: '更换螺栓' }],
  ['hand-in-report', 'maintenance-team', { ownerSignature: '李工' }],
  ['book-hours', 'after-sales-department', { worker: team, hours: 1 }],
  ['finish-booking', 'after-sales-department'],
]

let workflows: CheckedWorkflows
let t: TestEngine
let id: string

beforeAll(async () => {
  const shipped = await readWorkflowFiles(['workflows'])
  const profile = { file: 'workflows/profiles/by-mail.yaml', text: byMail }
  workflows = checkWorkflows(readSources([...shipped, profile]))
}, 300_000)
beforeEach(async () => {
  t = await openTestEngine({ workflows })
  const actor = { id: 'after-sales-department-1', roles: ['after-sales-department'] }
  const data = {
    owner: 'tower-owner',
    site: { province: '上海市', district: '浦东新区', street: '双塔大厦 1 号楼' },
    customer: { name: '王建国', phone: '13800138000' },
    product: { model: '导向牌', serialNumber: 'SN-2025-0808' },
    problem: '标识脱落',
    guaranteeUntil: '2027-09-28',
  }
  id = accepted(await t.engine.create('repair-project-warranty', { profile: 'by-mail', actor, data })).id
  for (const [event, role, answers] of onTheSite) await send(event, role, answers)
})
afterEach(() => t.close())

describe('the opinion card', () => {
  it('is made with the owner and with whoever did the work, and has blank lines for the grades', async () => {
    const card = await cardOf()

    expect(card.state).toBe('issued')
    expect(card.values).toMatchObject({ owner: 'tower-owner', technician: team, workDone: '更换螺栓' })
    expect(card.values).toHaveProperty('madeOn')
    expect(Object.keys(card.values)).not.toContain('attitude')
  })

  it('names the owner and the team on paper, as people call them', async () => {
    const page = (await t.engine.printPaper(id, 'opinion-card')) ?? ''

    expect(page).toContain('<td><p>双塔置业</p></td>')
    expect(page).toContain('<td><p>云飞</p></td>')
    expect(page).not.toContain('tower-owner')
  })

  it.each([
    ['satisfied', { attitude: 'very-satisfied', skill: 'satisfied', arrivalTime: 'very-satisfied', promises: 'very-satisfied' }],
    ['very-satisfied', { attitude: 'very-satisfied', skill: 'very-satisfied', arrivalTime: 'very-satisfied', promises: 'very-satisfied' }],
    ['dissatisfied', { attitude: 'satisfied', skill: 'satisfied', arrivalTime: 'dissatisfied', promises: 'very-satisfied' }],
    ['very-dissatisfied', { attitude: 'dissatisfied', skill: 'satisfied', arrivalTime: 'satisfied', promises: 'very-dissatisfied' }],
    ['very-satisfied', { skill: 'very-satisfied' }],
    ['satisfied', { promises: 'satisfied' }],
  ])('results in %s, the worst grade on it, and keeps what the customer wrote: %j', async (rating, grades) => {
    await send('send-card', 'after-sales-department')

    await send('record-survey', 'after-sales-department', { ...grades, comment: '谢谢' })

    const card = await cardOf()
    expect((await t.engine.get(id))?.data['rating']).toBe(rating)
    expect(card.state).toBe('archived')
    expect(card.values).toMatchObject({ ...grades, opinion: '谢谢' })
  })

  it('of a rework says nothing of the card before', async () => {
    await send('send-card', 'after-sales-department')
    await send('record-survey', 'after-sales-department', { attitude: 'dissatisfied', comment: '太慢' })
    await send('order-rework', 'service-director', { decision: '返修' })

    for (const [event, role, answers] of onTheSite.slice(5)) await send(event, role, answers)

    const card = await cardOf()
    expect(card.state).toBe('issued')
    expect(Object.keys(card.values)).not.toContain('attitude')
    expect((await t.engine.get(id))?.data).not.toHaveProperty('rating')
    expect((await t.engine.get(id))?.data).not.toHaveProperty('comment')
  })
})

async function send(event: string, role: string, answers: JsonObject = {}): Promise<void> {
  const actor = { id: role === 'maintenance-team' ? team : `${role}-1`, roles: [role] }
  accepted(await t.engine.send(id, event, { actor, payload: answers }))
}

/** The latest card of the case. */
async function cardOf(): Promise<VoucherRecord> {
  const cards = (await t.engine.get(id))?.vouchers?.filter(({ paper }) => paper === 'opinion-card') ?? []
  const latest = cards.at(-1)
  if (!latest) throw new Error('Expected the case to have a card.')
  return latest
}
