import type { CheckedWorkflows } from '../../../engine/index.js'
import { sound } from '../open-test-engine.js'

let checked: CheckedWorkflows | undefined

/** A claim with a photograph, checked once. */
export function claims(): CheckedWorkflows {
  return (checked ??= sound([
    {
      file: 'claim.yaml',
      text: `
dsl: '1'
process: claim
version: 1.0.0
title: { zh-CN: 报修, en: Claim }
start: { roles: [clerk] }
editable: { fields: [photo], roles: [clerk] }
fields:
  photo: { type: attachment, label: { zh-CN: 照片, en: Photograph } }
  notes: { type: text, label: { zh-CN: 备注, en: Notes } }
initial: open
states:
  open:
    title: { zh-CN: 办理中, en: Open }
    task: clerk
    due: { within: 1 day, escalate: clerk }
    on: { close: closed }
  closed: { type: final, outcome: closed, title: { zh-CN: 已办结, en: Closed } }
`,
    },
    {
      file: 'organisation.yaml',
      text: 'organisation: house\nroles: { clerk: { title: { zh-CN: 员, en: Clerk } } }\n',
    },
  ]))
}
