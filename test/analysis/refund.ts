import {
  checkWorkflows,
  readSources,
  runScenarios,
  type CheckedWorkflows,
  type Problem,
  type ScenarioReport,
} from '../../engine/index.js'

/** A process with one of everything that a story can look at. */
const refund = `
dsl: '1'
process: refund
version: 1.0.0
title: { zh-CN: 退款, en: Refund }
start: { roles: [clerk] }
editable: { fields: [customer], roles: [clerk] }
parameters:
  limit: { type: money, default: 500, title: { zh-CN: 上限, en: Limit } }
  patience: { type: duration, default: 3 days, title: { zh-CN: 耐心, en: Patience } }
fields:
  customer:
    type: object
    label: { zh-CN: 客户, en: Customer }
    fields:
      name: { type: text, required: true, label: { zh-CN: 姓名, en: Name } }
      phone: { type: text, label: { zh-CN: 电话, en: Telephone } }
    required: true
  amount: { type: money, min: 0, label: { zh-CN: 金额, en: Amount } }
  reason: { type: text, label: { zh-CN: 原因, en: Reason } }
  receipt: { type: text, label: { zh-CN: 收据, en: Receipt } }
forms:
  ask: { ask: [amount], required: [amount] }
  refuse: { ask: [reason], required: [reason] }
decisions:
  who:
    in: { amount: data.amount }
    out: { leader: boolean }
    rules:
      - { when: { amount: =params.limit }, then: { leader: true } }
      - { when: { amount: over 1000 }, then: { leader: true } }
      - { then: { leader: false } }
events:
  claim: { title: { zh-CN: 申请, en: Claim } }
  approve: { title: { zh-CN: 批准, en: Approve } }
  refuse: { title: { zh-CN: 拒绝, en: Refuse } }
  check-goods: { title: { zh-CN: 验货, en: Check the goods } }
  check-papers: { title: { zh-CN: 查单, en: Check the papers } }
initial: open
states:
  open:
    title: { zh-CN: 待申请, en: Open }
    task: clerk
    due: { within: 1 day, escalate: leader }
    on:
      claim:
        form: ask
        branches:
          - { guard: decisions.who.leader, target: deciding }
          - { target: checking }
    after: { patience: forgotten }
  deciding:
    title: { zh-CN: 审批, en: Deciding }
    task: leader
    due: { within: 2 hours }
    on:
      approve: checking
      refuse: { form: refuse, actions: [ { clear: [amount] } ], target: open }
  checking:
    title: { zh-CN: 检查, en: Checking }
    type: parallel
    states:
      goods:
        title: { zh-CN: 商品, en: Goods }
        initial: unseen
        states:
          unseen: { title: { zh-CN: 未验, en: Unseen }, task: clerk, on: { check-goods: seen } }
          seen: { type: final, title: { zh-CN: 已验, en: Seen } }
      papers:
        title: { zh-CN: 单据, en: Papers }
        initial: unread
        states:
          unread: { title: { zh-CN: 未查, en: Unread }, task: clerk, on: { check-papers: read } }
          read: { type: final, title: { zh-CN: 已查, en: Read } }
    onDone: paying
  paying:
    title: { zh-CN: 付款, en: Paying }
    invoke:
      service: bank
      input: { amount: =data.amount }
      onDone: { actions: [ { assign: { receipt: paid } } ], target: paid }
      onError: failed
  failed:
    title: { zh-CN: 失败, en: Failed }
    task: clerk
    remind: { every: 1 day, to: clerk, template: chase }
    on: { approve: paying }
  paid: { type: final, outcome: paid, title: { zh-CN: 已付, en: Paid } }
  forgotten: { type: final, outcome: forgotten, title: { zh-CN: 已遗忘, en: Forgotten } }
`

const around = [
  {
    file: 'organisation.yaml',
    text: `
organisation: shop
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } }, leader: { title: { zh-CN: 领导, en: Leader } } }
people: { bo: { name: 波, roles: [leader] } }
`,
  },
  {
    file: 'people.yaml',
    text: `
cast: shop
people: { ann: [clerk], li: [leader] }
things: { wang: { name: 王丽, phone: "13800138000" } }
`,
  },
  { file: 'chase.yaml', text: 'template: chase\nbody: { zh-CN: 请处理, en: Please see to it }\n' },
]

/** Checks and plays stories about the refund. Each gets the head every story needs. */
export function play(...stories: readonly string[]): ScenarioReport & {
  readonly checked: readonly Problem[]
  readonly workflows: CheckedWorkflows
} {
  const files = stories.map((text, index) => ({
    file: `story-${index}.yaml`,
    text: head(index) + text.trim(),
  }))
  const sources = readSources([{ file: 'refund.yaml', text: refund }, ...around, ...files])
  const workflows = checkWorkflows(sources)
  return { ...runScenarios(workflows), checked: workflows.problems, workflows }
}

const head = (index: number): string =>
  `scenario: story ${index}\nprocess: refund\nat: 2026-09-28T09:30+08:00\n`

/** Lines of a story come after its head. */
export const headLines = 3
