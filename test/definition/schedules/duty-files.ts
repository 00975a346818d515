import type { SourceFile } from '../../../engine/index.js'

/** A process that schedules start: a duty with a place, perhaps a day, and nothing to wait for. */
export const duty = `
dsl: '1'
process: duty
version: 1.0.0
title: { zh-CN: 例行工作, en: Duty }
calendar: shop
start: { roles: [] }
number: D-{seq:4}
fields:
  place: { type: text, required: true, label: { zh-CN: 地点, en: Place } }
  floor: { type: integer, label: { zh-CN: 楼层, en: Floor } }
  dueOn: { type: date, label: { zh-CN: 日期, en: Day } }
  contract: { type: text, label: { zh-CN: 合同, en: Contract } }
events:
  finish: { title: { zh-CN: 完成, en: Finish } }
initial: due
states:
  due: { title: { zh-CN: 待办, en: Due }, task: clerk, due: 1 working day, on: { finish: done } }
  done: { type: final, outcome: done, title: { zh-CN: 已完成, en: Done } }
`

/** A process with a form at its start, whose cases schedules may go over. */
export const contract = `
dsl: '1'
process: contract
version: 1.0.0
title: { zh-CN: 合同, en: Contract }
calendar: shop
start: { roles: [clerk], form: begin }
fields:
  site: { type: text, required: true, label: { zh-CN: 地点, en: Site } }
  floors: { type: integer, label: { zh-CN: 楼层, en: Floors } }
  remark: { type: text, label: { zh-CN: 备注, en: Remark } }
forms:
  begin: { ask: [site, floors], required: [site] }
events:
  sign: { title: { zh-CN: 签订, en: Sign } }
  close: { title: { zh-CN: 结束, en: Close } }
initial: draft
states:
  draft: { title: { zh-CN: 草稿, en: Draft }, task: clerk, due: 1 working day, on: { sign: running } }
  running: { title: { zh-CN: 有效, en: Running }, task: clerk, due: 1 year, on: { close: closed } }
  closed: { type: final, outcome: closed, title: { zh-CN: 已结束, en: Closed } }
`

export const shop = `
calendar: shop
title: { zh-CN: 商店, en: Shop }
zone: Asia/Shanghai
dayCounting: close-of-business
hours: { mon-fri: 09:00-18:00 }
holidays: CN
`

const organisation = `
organisation: office
roles:
  clerk: { title: { zh-CN: 职员, en: Clerk } }
  leader: { title: { zh-CN: 领导, en: Leader } }
people:
  ann: { name: Ann, roles: [clerk] }
`

const profile = `
profile: generic
title: { zh-CN: 通用, en: Generic }
parameters: { duty: {} }
`

/** What schedules need around them; `schedule.yaml` is the schedule itself. */
export function dutyFiles(...schedules: readonly string[]): readonly SourceFile[] {
  return [
    { file: 'duty.yaml', text: duty },
    { file: 'contract.yaml', text: contract },
    { file: 'calendars/shop.yaml', text: shop },
    { file: 'organisation.yaml', text: organisation },
    { file: 'profiles/generic.yaml', text: profile },
    ...schedules.map((text, index) => ({ file: `schedules/${index + 1}.yaml`, text })),
  ]
}

/** A schedule that starts one duty every working day at nine, changed line by line where a test needs it. */
export function scheduleText(lines: { readonly [key: string]: string | undefined } = {}): string {
  const all: { readonly [key: string]: string | undefined } = {
    schedule: 'rounds',
    title: '{ zh-CN: 巡视, en: Rounds }',
    process: 'duty',
    every: 'working day',
    at: '09:00',
    with: '{ place: hall }',
    ...lines,
  }
  return Object.entries(all)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}\n`]))
    .join('')
}
