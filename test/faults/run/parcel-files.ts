import type { SourceFile } from '../../../engine/index.js'

/** A case asks for something outside and waits for it, waits for timers twice, waits for another case, tells somebody. */
const parcel = `
dsl: '1'
process: parcel
version: 1.0.0
title: { zh-CN: 包裹, en: Parcel }
number: P-{yyyy}-{seq:6}
start: { roles: [clerk] }
fields:
  mark: { type: text, required: true, label: { zh-CN: 标记, en: Mark } }
  scanned: { type: text, label: { zh-CN: 扫描, en: Scanned } }
  weight: { type: integer, label: { zh-CN: 重量, en: Weight } }
forms:
  scan: { ask: [scanned], required: [scanned] }
events:
  scan: { title: { zh-CN: 扫描, en: Scan } }
initial: open
states:
  open:
    title: { zh-CN: 未结, en: Open }
    on:
      scan:
        roles: [clerk]
        form: scan
        branches:
          - actions:
              - call:
                  service: file
                  input: { mark: =data.scanned }
                  inOrder: true
                  retry: { maxAttempts: 20, interval: 1 second, backoff: 1, maxInterval: 1 second }
              - call:
                  service: count
                  input: { mark: =data.scanned }
                  retry: { maxAttempts: 20, interval: 1 second, backoff: 1, maxInterval: 1 second }
    initial: weighing
    states:
      weighing:
        title: { zh-CN: 称重, en: Weighing }
        due: 1 day
        invoke:
          service: weigh
          input: { mark: =data.mark }
          retry: { maxAttempts: 20, interval: 1 second, backoff: 1, maxInterval: 1 second }
          onDone:
            - guard: present(event.weight)
              target: waiting
              actions: [ { assign: { weight: =event.weight } } ]
            - { target: waiting }
          onError: [ { target: waiting } ]
      waiting:
        title: { zh-CN: 等待, en: Waiting }
        after: { 1 second: resting }
      resting:
        title: { zh-CN: 搁置, en: Resting }
        after: { 1 second: stamping }
      stamping:
        title: { zh-CN: 盖章, en: Stamping }
        invoke:
          process: stamp
          input: { mark: =data.mark }
          onDone: [ { target: ready } ]
          onError: [ { target: ready } ]
      ready:
        title: { zh-CN: 就绪, en: Ready }
        entry: [ { notify: { to: leader, template: ready, channel: crm } } ]
        after: { 30 days: closed }
        on:
          scan:
            roles: [clerk]
            form: scan
            branches:
              - target: waiting
                actions:
                  - call:
                      service: file
                      input: { mark: =data.scanned }
                      inOrder: true
                      retry: { maxAttempts: 20, interval: 1 second, backoff: 1, maxInterval: 1 second }
  closed: { type: final, outcome: closed, title: { zh-CN: 已结, en: Closed } }
`

const stamp = `
dsl: '1'
process: stamp
version: 1.0.0
title: { zh-CN: 盖章, en: Stamp }
start: { roles: [clerk] }
fields:
  mark: { type: text, required: true, label: { zh-CN: 标记, en: Mark } }
initial: drying
states:
  drying: { title: { zh-CN: 晾干, en: Drying }, after: { 1 second: dry } }
  dry: { type: final, outcome: dry, title: { zh-CN: 已干, en: Dry } }
`

const ready = `
template: ready
subject: { zh-CN: "包裹 \${instance.number}", en: "Parcel \${instance.number}" }
body: { zh-CN: "就绪", en: "Ready" }
`

const organisation = `
organisation: depot
roles:
  clerk: { title: { zh-CN: 职员, en: Clerk } }
  leader: { title: { zh-CN: 领导, en: Leader } }
people:
  ann: { name: Ann, roles: [clerk] }
  li: { name: Li, roles: [leader] }
`

/** What the nodes run. */
export const parcelFiles: readonly SourceFile[] = [
  { file: 'parcel.yaml', text: parcel },
  { file: 'stamp.yaml', text: stamp },
  { file: 'templates/ready.yaml', text: ready },
  { file: 'organisation.yaml', text: organisation },
]

/** States that nothing but their timer ends. */
export const timedStates = ['open.waiting', 'open.resting', 'drying']
