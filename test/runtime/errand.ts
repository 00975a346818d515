/** A small process with everything the runtime has to keep together: numbers, personal data, clocks, messages. */
export const errand = `
dsl: '1'
process: errand
version: 1.0.0
title: { zh-CN: 跑腿, en: Errand }
number: E-{yyyy}-{seq:4}
start: { roles: [clerk] }
editable: { fields: [address], roles: [clerk] }
parameters:
  patience: { type: duration, default: 4 hours, title: { zh-CN: 耐心, en: Patience } }
fields:
  address: { type: text, required: true, personal: true, search: true, label: { zh-CN: 地址, en: Address } }
  parcels: { type: integer, min: 0, max: 99, default: 1, label: { zh-CN: 包裹, en: Parcels } }
forms:
  count: { ask: [parcels], required: [parcels] }
events:
  go: { title: { zh-CN: 出发, en: Go } }
  count: { title: { zh-CN: 清点, en: Count } }
  deliver: { title: { zh-CN: 送达, en: Deliver } }
  give-up: { title: { zh-CN: 放弃, en: Give up } }
initial: waiting
states:
  waiting:
    title: { zh-CN: 等待, en: Waiting }
    task: clerk
    due: { within: 2 hours, warn: 30 minutes before, escalate: leader }
    on:
      go: under-way
      count: { form: count, branches: [{}] }
      give-up:
        require: [{ if: data.parcels == 0, else: { zh-CN: 还有包裹, en: There are parcels left. } }]
        target: given-up
    after: { patience: under-way }
  under-way:
    title: { zh-CN: 途中, en: Under way }
    task: clerk
    remind: { every: 1 hour, to: clerk, template: still-out }
    on: { deliver: { actions: [ { notify: { to: leader, template: done } } ], target: delivered } }
    after: { 2 days: given-up }
  delivered: { type: final, outcome: delivered, title: { zh-CN: 已送达, en: Delivered } }
  given-up: { type: final, outcome: given-up, title: { zh-CN: 已放弃, en: Given up } }
`

export const templates = `
template: still-out
subject: { zh-CN: 仍在途中, en: Still out }
body: { zh-CN: "\${data.address}", en: "\${data.address}" }
`

export const doneTemplate = `
template: done
subject: { zh-CN: 已送达, en: Delivered }
body: { zh-CN: "\${data.address}", en: "\${data.address}" }
`

export const organisation = `
organisation: office
roles:
  clerk: { title: { zh-CN: 职员, en: Clerk } }
  leader: { title: { zh-CN: 领导, en: Leader } }
  customer: { title: { zh-CN: 客户, en: Customer }, outside: true }
people:
  ann: { name: Ann, roles: [clerk] }
  li: { name: 李, roles: [leader] }
parties:
  garden: { title: { zh-CN: 花园物业, en: Garden property }, kind: property-company, roles: [customer] }
`

export const files = [
  { file: 'errand.yaml', text: errand },
  { file: 'organisation.yaml', text: organisation },
  { file: 'templates/still-out.yaml', text: templates },
  { file: 'templates/done.yaml', text: doneTemplate },
]
