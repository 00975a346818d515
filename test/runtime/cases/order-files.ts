import type { SourceFile } from '../../../engine/index.js'

const order = `
dsl: '1'
process: order
version: 1.0.0
title: { zh-CN: 订单, en: Order }
start: { roles: [clerk] }
fields:
  phone: { type: text, required: true, search: true, label: { zh-CN: 电话, en: Telephone } }
  serials: { type: list, of: { type: text }, maxItems: 20, default: [], label: { zh-CN: 编号, en: Serial numbers } }
  heard: { type: integer, default: 0, label: { zh-CN: 听说, en: Heard } }
  fault: { type: text, label: { zh-CN: 故障, en: Fault } }
  ended: { type: integer, label: { zh-CN: 已办结, en: Ended } }
  refused: { type: integer, label: { zh-CN: 被拒, en: Refused } }
duplicates: { same: [phone], within: 30 days }
events:
  repair: { title: { zh-CN: 维修, en: Repair } }
  repair-all: { title: { zh-CN: 全部维修, en: Repair all } }
  keep-going: { title: { zh-CN: 各自进行, en: Let it go on } }
  news: { title: { zh-CN: 消息, en: News } }
  listen: { title: { zh-CN: 听, en: Listen } }
  back: { title: { zh-CN: 返回, en: Back } }
  hurry: { title: { zh-CN: 催, en: Hurry } }
  convert: { title: { zh-CN: 转, en: Convert } }
initial: open
states:
  open:
    title: { zh-CN: 开始, en: Open }
    task: clerk
    on: { repair: waiting, repair-all: waiting-for-all, keep-going: loose, listen: listening, convert: converted }
    after: { 90 days: closed }
  waiting:
    title: { zh-CN: 等待, en: Waiting }
    task: clerk
    invoke:
      process: mend
      keep: [phone, fault]
      onDone:
        - { guard: 'event.outcome == "mended"', actions: { assign: { heard: 10 } }, target: closed }
        - { target: open }
      onError: { actions: { assign: { fault: =event.message } }, target: open }
    on:
      back: open
      hurry: { actions: { tell: { to: { children: mend }, event: hurry } } }
  waiting-for-all:
    title: { zh-CN: 等待全部, en: Waiting for all }
    task: clerk
    invoke:
      process: mend
      keep: [phone]
      input: { fault: =item }
      forEach: =data.serials
      onDone: { actions: { assign: { ended: =event.ended, refused: =event.refused } }, target: closed }
    on: { back: open }
  loose:
    title: { zh-CN: 各自, en: Loose }
    task: clerk
    invoke: { process: mend, keep: [phone, fault], whenLeft: keep, onDone: closed }
    on: { back: open }
  listening:
    title: { zh-CN: 听消息, en: Listening }
    task: clerk
    on:
      news: { roles: [], actions: { assign: { heard: =data.heard + 1 } } }
      back: open
  closed: { type: final, outcome: closed, title: { zh-CN: 办结, en: Closed } }
  converted: { type: final, outcome: converted, convert: { process: mend, keep: [phone, fault] }, title: { zh-CN: 已转, en: Converted } }
`

const mend = `
dsl: '1'
process: mend
version: 1.0.0
title: { zh-CN: 修理, en: Mend }
start: { roles: [clerk] }
fields:
  phone: { type: text, required: true, search: true, label: { zh-CN: 电话, en: Telephone } }
  fault: { type: text, required: true, maxLength: 8, label: { zh-CN: 故障, en: Fault } }
  held: { type: boolean, default: false, label: { zh-CN: 扣留, en: Held } }
output: { fault: =data.fault }
events:
  mended: { title: { zh-CN: 修好, en: Mended } }
  report: { title: { zh-CN: 报告, en: Report } }
  hold: { title: { zh-CN: 扣留, en: Hold } }
  hurry: { title: { zh-CN: 催, en: Hurry } }
  prepare: { title: { zh-CN: 准备, en: Prepare } }
initial: bench
states:
  bench:
    title: { zh-CN: 工作台, en: Bench }
    task: clerk
    on:
      mended: done
      report: { actions: { tell: { to: parent, event: news } } }
      hold: { actions: { assign: { held: true } } }
      prepare: ready
    after: { 90 days: done }
  ready:
    title: { zh-CN: 就绪, en: Ready }
    task: clerk
    on: { mended: done, hurry: { roles: [], target: done } }
  done: { type: final, outcome: mended, title: { zh-CN: 修好, en: Mended } }
invariants:
  nothing-is-held: { in: done, if: not(data.held), else: { zh-CN: 仍扣留, en: Something is still held. } }
`

const organisation = `
organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`

/** An order whose goods are mended in cases of their own. */
export const orderFiles: readonly SourceFile[] = [
  { file: 'order.yaml', text: order },
  { file: 'mend.yaml', text: mend },
  { file: 'organisation.yaml', text: organisation },
]
