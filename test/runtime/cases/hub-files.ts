import type { SourceFile } from '../../../engine/index.js'

const title = (en: string): string => `title: { zh-CN: 某, en: ${en} }`

const hub = `
dsl: '1'
process: hub
version: 1.0.0
${title('Hub')}
start: { roles: [clerk] }
fields:
  code: { type: text, label: { zh-CN: 代码, en: Code } }
  heard: { type: integer, default: 0, label: { zh-CN: 听说, en: Heard } }
events:
  wait: { ${title('Wait')} }
  spawn: { ${title('Spawn')} }
  nudge: { ${title('Nudge')} }
  news: { ${title('News')} }
  odd: { ${title('Odd')} }
  ping: { ${title('Ping')} }
initial: open
states:
  open:
    ${title('Open')}
    task: clerk
    on:
      wait: waiting
      spawn: { actions: { start: { process: leaf, keep: [code] } } }
      nudge: { actions: { tell: { to: { children: leaf }, event: nudge } } }
      news: { roles: [], actions: { assign: { heard: =data.heard + 1 } } }
      ping: { roles: [], actions: { tell: { to: { children: leaf }, event: pong } } }
    after: { 90 days: late }
  waiting:
    ${title('Waiting')}
    task: clerk
    invoke: { process: leaf, keep: [code], onDone: closed }
    on: { news: { roles: [], actions: { assign: { heard: =data.heard + 1 } } } }
    after: { 5 days: late }
  ready:
    ${title('Ready')}
    task: clerk
    on: { odd: { roles: [], target: closed } }
    after: { 2 days: closed }
  late:
    ${title('Late')}
    task: clerk
    after: { 2 days: ready }
  closed: { type: final, outcome: closed, ${title('Closed')} }
`

const leaf = `
dsl: '1'
process: leaf
version: 1.0.0
${title('Leaf')}
start: { roles: [clerk] }
fields:
  code: { type: text, required: true, maxLength: 3, label: { zh-CN: 代码, en: Code } }
  nudged: { type: integer, default: 0, label: { zh-CN: 已催, en: Nudged } }
events:
  nudge: { ${title('Nudge')} }
  oddly: { ${title('Tell something odd')} }
  report: { ${title('Report')} }
  serve: { ${title('Serve')} }
  pong: { ${title('Pong')} }
initial: first
states:
  first:
    ${title('First')}
    task: clerk
    on:
      nudge: { roles: [], actions: { assign: { nudged: =data.nudged + 1 } } }
      oddly: { actions: { tell: { to: parent, event: odd } } }
      report: { actions: { tell: { to: parent, event: news } } }
      serve: { actions: { tell: { to: parent, event: ping } } }
      pong: { roles: [], actions: { tell: { to: parent, event: ping } } }
    after: { 1 day: second }
  second:
    ${title('Second')}
    task: clerk
    entry: { tell: { to: parent, event: news } }
    after: { 2 days: done }
  done: { type: final, outcome: done, ${title('Done')} }
`

const register = `
register: hubs
${title('Hubs')}
roles: [clerk]
of: [hub]
columns:
  - { name: ended, ${title('Ended')}, value: instance.endedOn }
`

const organisation = `
organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`

/** A hub that waits for a leaf, and both tell each other things by themselves, by time, and without end. */
export const hubFiles: readonly SourceFile[] = [
  { file: 'hub.yaml', text: hub },
  { file: 'leaf.yaml', text: leaf },
  { file: 'registers/hubs.yaml', text: register },
  { file: 'organisation.yaml', text: organisation },
]
