import type { SourceFile } from '../../../../engine/index.js'

const order = `
dsl: '1'
process: order
version: 1.0.0
title: { zh-CN: 订单, en: Order }
calendar: house
number: O-{yyyy}-{seq:4}
start: { roles: [clerk] }
parameters:
  patience: { type: duration, default: 3 days, title: { zh-CN: 耐心, en: Patience } }
fields:
  address: { type: text, required: true, personal: true, search: true, label: { zh-CN: 地址, en: Address } }
  receipt: { type: text, label: { zh-CN: 回单, en: Receipt } }
events:
  pay: { title: { zh-CN: 付款, en: Pay } }
  ask: { title: { zh-CN: 询问, en: Ask } }
  print: { title: { zh-CN: 打印, en: Print } }
  close: { title: { zh-CN: 关闭, en: Close } }
initial: open
states:
  open:
    title: { zh-CN: 未结, en: Open }
    task: clerk
    due: { within: 4 working hours, warn: 1 working hour before }
    on:
      pay: paying
      ask: asking
      print: { actions: [ { call: { service: print, input: { address: =data.address }, inOrder: true } } ] }
      close: closed
    after: { patience: closed }
  paying:
    title: { zh-CN: 付款中, en: Paying }
    due: 1 day
    invoke:
      service: bank
      input: { address: =data.address }
      onDone:
        - guard: present(event.receipt)
          target: open
          actions: [ { assign: { receipt: =event.receipt } } ]
        - { target: open }
      onError: [ { target: open } ]
  asking:
    title: { zh-CN: 询问中, en: Asking }
    invoke:
      process: answer
      input: { question: =data.address }
      onDone: [ { target: open } ]
      onError: [ { target: open } ]
  closed: { type: final, outcome: closed, title: { zh-CN: 已结, en: Closed } }
`

const answer = `
dsl: '1'
process: answer
version: 1.0.0
title: { zh-CN: 答复, en: Answer }
calendar: house
start: { roles: [clerk] }
fields:
  question: { type: text, required: true, label: { zh-CN: 问题, en: Question } }
initial: thinking
states:
  thinking: { title: { zh-CN: 思考, en: Thinking }, after: { 1 hour: given } }
  given: { type: final, outcome: given, title: { zh-CN: 已答复, en: Given } }
`

const rounds = `
schedule: rounds
title: { zh-CN: 巡视, en: Rounds }
process: answer
every: day
at: '12:00'
with: { question: all well? }
`

const organisation = `
organisation: office
roles:
  clerk: { title: { zh-CN: 职员, en: Clerk } }
  leader: { title: { zh-CN: 领导, en: Leader } }
people:
  ann: { name: Ann, roles: [clerk] }
`

const quick = `
profile: quick
title: { zh-CN: 快, en: Quick }
parameters: { order: { patience: 2 days } }
`

const house = (hours: string): string => `
calendar: house
title: { zh-CN: 工作时间, en: House }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon-fri: ${hours} }
`

/** Cases that touch every kind of transaction, with the calendar open on these hours. */
export function stopFiles(hours: string): readonly SourceFile[] {
  return [
    { file: 'order.yaml', text: order },
    { file: 'answer.yaml', text: answer },
    { file: 'schedules/rounds.yaml', text: rounds },
    { file: 'organisation.yaml', text: organisation },
    { file: 'profiles/quick.yaml', text: quick },
    { file: 'calendars/house.yaml', text: house(hours) },
  ]
}
