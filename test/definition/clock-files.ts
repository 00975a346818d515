import type { CheckedProcess } from '../../engine/definition/index.js'
import type { CheckedWorkflows } from '../../engine/definition/checked-workflows.js'
import { checkFiles } from './check-files.js'

/** What stands in the places of `clockProcess`; each has something that is right where it is left out. */
export interface ClockParts {
  /** In place of `calendar: office`. */
  readonly calendar?: string
  /** At the top level. */
  readonly top?: string
  /** Inside the state `working`, which has the states `diagnosing` and `waiting` and stands beside `told`. */
  readonly working?: string
  /** Behind the task of `working`. */
  readonly task?: string
  /** In the handler of `finish` in `working`. */
  readonly finish?: string
  /** In the description of the event `arrived`. */
  readonly arrived?: string
}

/** A process with every kind of thing a clock may speak of. */
export function clockProcess(parts: ClockParts = {}): string {
  const { calendar = 'calendar: office', top = '', working = '', finish = '', arrived = '' } = parts
  const { task = 'staff' } = parts
  return `dsl: "1"
process: repair
version: "1.0.0"
title: { zh-CN: 维修, en: Repair }
${calendar}
start: { roles: [staff] }
${top}
parameters:
  ahead: { type: duration, default: 2 working hours, title: { zh-CN: 提前, en: Ahead } }
  moment: { type: duration, default: 30 seconds, title: { zh-CN: 片刻, en: Moment } }
  rounds: { type: integer, default: 3, title: { zh-CN: 次, en: Rounds } }
  spread: { type: duration, default: 1 to 3 days, title: { zh-CN: 范围, en: Spread } }
fields:
  receivedAt: { type: date-time, label: { zh-CN: 收到, en: Received } }
  endsOn: { type: date, label: { zh-CN: 到期, en: Ends } }
  level: { type: integer, default: 2, label: { zh-CN: 级别, en: Level } }
  urgent: { type: boolean, default: false, label: { zh-CN: 紧急, en: Urgent } }
  place: { type: choice, of: { office: { zh-CN: 中心, en: Centre }, phone: { zh-CN: 电话, en: Phone } }, label: { zh-CN: 地点, en: Place } }
  region: { type: choice, of: { north: { zh-CN: 北, en: North }, south: { zh-CN: 南, en: South } }, default: north, label: { zh-CN: 区域, en: Region } }
  hoursOf: { type: text, label: { zh-CN: 时间, en: Hours } }
  contracts:
    type: list
    of: { type: object, fields: { no: { type: text, required: true }, endsOn: date, price: money } }
    label: { zh-CN: 合同, en: Contracts }
decisions:
  hours:
    in: { region: data.region }
    out: { calendar: text }
    rules: [{ when: { region: north }, then: { calendar: office } }, { then: { calendar: phone } }]
events:
  arrived: { title: { zh-CN: 到达, en: Arrived }${arrived === '' ? '' : `, ${arrived}`} }
  finish: { title: { zh-CN: 结束, en: Finish } }
  resume: { title: { zh-CN: 继续, en: Resume } }
  pause: { title: { zh-CN: 暂停, en: Pause } }
initial: working
states:
  working:
    title: { zh-CN: 办理中, en: Working }
    task: ${task}
    due: 3 days
${working}
    on: { finish: { target: told, ${finish} } }
    initial: diagnosing
    states:
      diagnosing:
        title: { zh-CN: 诊断, en: Diagnosing }
        on: { pause: waiting, arrived: { actions: { assign: { level: 1 } } } }
      waiting: { title: { zh-CN: 等待, en: Waiting }, tags: waiting-for-customer, on: { resume: diagnosing } }
  told: { type: final, outcome: told, title: { zh-CN: 已通知, en: Told } }
`
}

const calendar = (id: string) => `calendar: ${id}
title: { zh-CN: 时间, en: Hours }
zone: Asia/Shanghai
dayCounting: close-of-business
hours: { mon-fri: 09:00-18:00 }
`

/** A process checked in a house with the calendars `office` and `phone`, and the template `chase`. */
export function checkClocks(process: string): CheckedWorkflows {
  return checkFiles(clockFiles(process))
}

/** The files of that house. */
export function clockFiles(process: string): Record<string, string> {
  return {
    'repair.yaml': process,
    'office.yaml': calendar('office'),
    'phone.yaml': calendar('phone'),
    'chase.yaml': 'template: chase\nbody: { zh-CN: 请催促, en: Please ask }\n',
    'house.yaml': `organisation: house
roles:
  staff: { title: { zh-CN: 售后人员, en: Staff } }
  leader: { title: { zh-CN: 领导, en: Leader } }
`,
  }
}

/** The process, compiled; throws with its problems when it has an error. */
export function compiledClocks(parts: ClockParts): CheckedProcess {
  const checked = checkClocks(clockProcess(parts))
  const [process] = checked.processes
  if (!process) throw new Error(JSON.stringify(checked.problems, undefined, 1))
  return process
}
