import {
  checkWorkflows,
  diagramGraph,
  readSources,
  type CheckedProcess,
  type DiagramGraph,
} from '../../../engine/index.js'

const organisation = `
organisation: shop
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`

/** A process from its states, checked; it has to be sound. */
export function checked(states: string): CheckedProcess {
  const text = `
dsl: '1'
process: parcel
version: 1.0.0
title: { zh-CN: 包裹, en: Parcel }
start: { roles: [clerk] }
${states}`
  const { processes, problems } = checkWorkflows(
    readSources([
      { file: 'parcel.yaml', text },
      { file: 'organisation.yaml', text: organisation },
    ]),
  )
  const [process] = processes
  if (!process) throw new Error(problems.map(({ message }) => message).join('\n'))
  return process
}

/** Its picture. */
export const graphOf = (states: string): DiagramGraph => diagramGraph(checked(states))

/** A process that has everything a picture can show. */
export const parcel = `
fields:
  looked: { type: boolean, default: false }
  weight: { type: integer, label: { zh-CN: 重量, en: Weight } }
  way:
    type: choice
    required: true
    label: { zh-CN: 方式, en: Way }
    of: { road: { zh-CN: 公路, en: By road }, air: { zh-CN: 空运, en: By air } }
events:
  pack:   { title: { zh-CN: 打包, en: Pack } }
  weigh:  { title: { zh-CN: 称重, en: Weigh } }
  measure: { title: { zh-CN: 测量, en: Measure } }
  send:   { title: { zh-CN: 寄出, en: Send } }
  recall: { title: { zh-CN: 召回, en: Call back } }
  resume: { title: { zh-CN: 继续, en: Go on } }
  look:   { title: { zh-CN: 查看, en: Look } }
on:
  recall: { roles: [clerk], target: recalled }
initial: preparing
states:
  preparing:
    title: { zh-CN: 准备, en: Preparing }
    type: parallel
    onDone: ready
    states:
      goods:
        title: { zh-CN: 货物, en: Goods }
        initial: loose
        states:
          loose: { title: { zh-CN: 未打包, en: Loose }, task: clerk, on: { pack: packed, weigh: { target: loose, reenter: true }, look: { actions: { assign: { looked: true } } } } }
          packed: { type: final, title: { zh-CN: 已打包, en: Packed } }
      paper:
        title: { zh-CN: 单据, en: Papers }
        initial: unweighed
        states:
          unweighed: { title: { zh-CN: 未称重, en: Unweighed }, task: clerk, on: { measure: weighed } }
          weighed: { type: final, title: { zh-CN: 已称重, en: Weighed } }
  ready:
    title: { zh-CN: 待寄, en: Ready }
    task: clerk
    due: 2 hours
    on:
      send:
        - { guard: data.way == "air", target: flying }
        - { guard: present(data.weight) && data.weight > 10, target: driven }
        - { target: driven }
    after: { 3 days: recalled }
  flying: { title: { zh-CN: 空运中, en: In the air }, task: clerk, on: { send: closed } }
  driven: { title: { zh-CN: 运送中, en: On the road }, task: clerk, on: { send: closed } }
  recalled: { title: { zh-CN: 已召回, en: Called back }, task: clerk, on: { resume: ready, send: closed } }
  closed: { type: final, outcome: closed, title: { zh-CN: 已结束, en: Closed } }
`
