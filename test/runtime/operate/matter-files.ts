import { DeliveryFailed, type SourceFile } from '../../../engine/index.js'
import { accepted, openTestEngine, sound, type TestEngine } from '../open-test-engine.js'

const matter = `
dsl: '1'
process: matter
version: 1.0.0
title: { zh-CN: 事项, en: Matter }
start: { roles: [clerk] }
due: patience
parameters:
  patience: { type: duration, default: 3 days, title: { zh-CN: 耐心, en: Patience } }
fields:
  note: { type: text, default: none, label: { zh-CN: 备注, en: Note } }
  hint: { type: text, label: { zh-CN: 提示, en: Hint } }
  amount: { type: integer, default: 1, label: { zh-CN: 金额, en: Amount } }
invariants:
  sane: { if: data.amount < 100, else: { zh-CN: 金额过大, en: The amount is too large. } }
events:
  split: { title: { zh-CN: 拆分, en: Split } }
  ask: { title: { zh-CN: 询问, en: Ask } }
  pay: { title: { zh-CN: 付款, en: Pay } }
  sign: { title: { zh-CN: 签字, en: Sign } }
  close: { title: { zh-CN: 办结, en: Close } }
initial: open
states:
  open:
    title: { zh-CN: 开始, en: Open }
    task: clerk
    due: 2 hours
    on: { split: parts, ask: asking, pay: paying, close: closed }
    after: { 2 days: checking }
  checking:
    title: { zh-CN: 核对, en: Checking }
    task: leader
    entry: [ { notify: { to: leader, template: told } } ]
    on: { close: closed }
  parts:
    type: parallel
    onDone: checking
    states:
      first:
        initial: working
        states:
          working: { title: { zh-CN: 办理, en: Working }, task: clerk, on: { sign: done } }
          done: { type: final }
      second:
        initial: working
        states:
          working: { title: { zh-CN: 办理, en: Working }, task: leader, on: { sign: done } }
          done: { type: final }
  asking:
    title: { zh-CN: 询问中, en: Asking }
    task: clerk
    invoke: { process: errand, onDone: open }
    on: { close: closed }
  paying:
    title: { zh-CN: 付款中, en: Paying }
    task: clerk
    invoke: { service: bank, onDone: checking, onError: open }
    on: { close: closed }
  closed: { type: final, outcome: closed, title: { zh-CN: 办结, en: Closed } }
`

const errand = `
dsl: '1'
process: errand
version: 1.0.0
title: { zh-CN: 跑腿, en: Errand }
start: { roles: [clerk] }
events:
  come-back: { title: { zh-CN: 返回, en: Come back } }
initial: out
states:
  out: { title: { zh-CN: 在外, en: Out }, task: clerk, on: { come-back: back } }
  back: { type: final, outcome: back, title: { zh-CN: 返回, en: Back } }
`

const template = `
template: told
subject: { zh-CN: 通知, en: Told }
body: { zh-CN: 通知, en: Told }
`

const quick = `
profile: quick
title: { zh-CN: 快, en: Quick }
parameters: { matter: { patience: 1 day } }
`

const organisation = `
organisation: office
roles:
  clerk: { title: { zh-CN: 职员, en: Clerk } }
  leader: { title: { zh-CN: 领导, en: Leader } }
people:
  ann: { name: Ann, roles: [clerk] }
  ben: { name: Ben, roles: [clerk] }
  li: { name: Li, roles: [leader] }
`

export const matterFiles: readonly SourceFile[] = [
  { file: 'matter.yaml', text: matter },
  { file: 'errand.yaml', text: errand },
  { file: 'templates/told.yaml', text: template },
  { file: 'quick.yaml', text: quick },
  { file: 'organisation.yaml', text: organisation },
]

const workflows = sound(matterFiles)

/** Who operates. */
export const root = { id: 'root', roles: ['admin'], via: 'desk' }

/** What a case of each kind needs to come about, from one that was begun. */
const ways = {
  waiting: async () => Promise.resolve(),
  parallel: (t: TestEngine, id: string) => sent(t, id, 'split'),
  'open child': async (t: TestEngine, id: string) => {
    await sent(t, id, 'ask')
    await t.engine.runDue()
  },
  incident: async (t: TestEngine, id: string) => {
    await sent(t, id, 'pay')
    await t.engine.runDue()
  },
  suspended: async (t: TestEngine, id: string) => {
    accepted(await t.engine.suspend(id, { reason: 'for now', actor: root }))
  },
  ended: (t: TestEngine, id: string) => sent(t, id, 'close'),
  merged: async (t: TestEngine, id: string) => {
    const into = accepted(await t.engine.create('matter', { actor: 'ann' })).id
    accepted(await t.engine.merge(id, { into, reason: 'told twice', actor: root }))
  },
} as const

/** Kinds of state a case may be in. */
export type Kind = keyof typeof ways
export const kinds = Object.keys(ways) as readonly Kind[]

/** Opens an engine whose bank never answers. */
export function openMatters(): Promise<TestEngine> {
  const gone = new DeliveryFailed('receiver-gone', 'Gone.', { permanent: true })
  return openTestEngine({ workflows, services: { bank: () => Promise.reject(gone) } })
}

/** Begins a case and brings it into a kind of state. */
export async function matterIn(t: TestEngine, kind: Kind): Promise<string> {
  const { id } = accepted(await t.engine.create('matter', { actor: 'ann' }))
  await ways[kind](t, id)
  return id
}

async function sent(t: TestEngine, id: string, event: string): Promise<void> {
  accepted(await t.engine.send(id, event, { actor: 'ann' }))
}
