import { afterEach, describe, expect, it } from 'vitest'
import type { CheckedWorkflows } from '../../engine/definition/checked-workflows.js'
import { openTestEngine, sound, type TestEngine } from './open-test-engine.js'

const clerk = { id: 'ann', roles: ['clerk'] }

const process_ = `
dsl: '1'
process: demand
version: 1.0.0
title: { zh-CN: 上门维修, en: House call }
use: [law, rumour]
start: { roles: [clerk], form: demand }
forms: { demand: { ask: [law, rumour], required: [law, rumour] } }
calendar: shop
initial: open
states:
  open:
    title: { zh-CN: 处理, en: At work }
    task: clerk
    due: { within: 2 working days }
    remind: { every: 1 working day, to: clerk, template: again }
    on: { finish: done }
  done: { type: final, outcome: done, tags: [answered], title: { zh-CN: 完成, en: Done } }
`
const deadline = (name: string, source: string): string => `
fields: { ${name}: { type: date, required: true, label: { zh-CN: 日期, en: Demanded on } } }
deadlines:
  by-${name}:
    title: { zh-CN: 书面答复, en: Answer in writing }
    source: ${source}
    within: 10 working days
    from: data.${name}
    stopOn: [tag:answered]
`
const workflows = (): CheckedWorkflows =>
  sound([
    { file: 'demand.yaml', text: process_ },
    {
      file: 'modules/law.yaml',
      text: `module: law\ntitle: { zh-CN: 法, en: Law }\nverified: true\nnote: { zh-CN: 已核对, en: Compared }\n${deadline('law', '[Law of demands art. 28, 要求法第 28 条, "002 L104"]')}`,
    },
    {
      file: 'modules/rumour.yaml',
      text: `module: rumour\ntitle: { zh-CN: 传, en: Rumour }\nverified: false\nnote: { zh-CN: 转引, en: Quoted }\nswitch: rumourOn\nparameters: { rumourOn: { type: boolean, default: false, title: { zh-CN: 用, en: On } } }\n${deadline('rumour', '[secondary]')}`,
    },
    {
      file: 'profiles/all.yaml',
      text: 'profile: all\ntitle: { zh-CN: 全, en: All }\nparameters: { demand: { rumourOn: true } }\n',
    },
    { file: 'templates/again.yaml', text: 'template: again\nbody: { zh-CN: 请办理, en: Please go on }\n' },
    {
      file: 'organisation.yaml',
      text: 'organisation: office\nroles: { clerk: { title: { zh-CN: 内勤, en: Office clerk } } }\n',
    },
    {
      file: 'shop.yaml',
      text: 'calendar: shop\ntitle: { zh-CN: 店, en: Shop }\nzone: Asia/Shanghai\ndayCounting: close-of-business\nhours: { mon-fri: ["09:00-18:00"] }\n',
    },
  ])

let test: TestEngine
afterEach(() => test.close())

async function told() {
  test = await openTestEngine({ workflows: workflows(), profile: 'all' })
  const created = await test.engine.create('demand', {
    actor: clerk,
    data: { law: '2026-09-28', rumour: '2026-09-28' },
  })
  const deadlines = await test.engine.deadlines(created.instance!.id)
  const wordsOf = (id: string) => deadlines?.running.find((clock) => clock.id === id)?.words
  return { wordsOf, ids: deadlines?.running.map(({ id }) => id) }
}

describe('the words about the deadlines of a case', () => {
  it('tell a customer what is due, by which article, and that a rule is not verified', async () => {
    const { wordsOf } = await told()

    expect(wordsOf('#by-law')?.customer?.en).toMatch(
      /^Answer in writing \(Law of demands art\. 28\)\. Due on /,
    )
    expect(wordsOf('#by-law')?.customer?.['zh-CN']).toMatch(/^书面答复（要求法第 28 条）：应于 /)
    expect(wordsOf('#by-rumour')?.customer?.en).toMatch(/^unverified: Answer in writing\. Due on /)
    expect(wordsOf('#by-rumour')?.customer?.['zh-CN']).toMatch(/^未核实：书面答复：应于 /)
  })

  it('name no state to a customer where a deadline has no title', async () => {
    const { wordsOf } = await told()

    expect(wordsOf('open#due')?.customer?.en).toMatch(/^Due on /)
  })

  it('count from a date, not from midnight', async () => {
    const { wordsOf } = await told()

    expect(wordsOf('#by-law')?.customer?.en).toContain('are counted from Monday 28 September 2026;')
  })

  it('say of a clock of the whole case that it is one, not that the case is a state', async () => {
    const { wordsOf } = await told()
    const [first] = wordsOf('#by-law')?.lines ?? []

    expect(first?.en).toMatch(/^Answer in writing: the whole case, version \S+ \(.+\) of the procedure\.$/)
    expect(first?.['zh-CN']).toMatch(/^书面答复：整个案件，流程版本 /)
  })

  it('call roles by the titles of the organisation', async () => {
    const { wordsOf, ids } = await told()
    const reminder = ids?.find((id) => id.startsWith('open@remind')) ?? ''
    const last = wordsOf(reminder)?.lines.find(({ en }) => en.startsWith('To come:'))

    expect(last?.en).toMatch(/^To come: Reminder to Office clerk on /)
    expect(last?.en).toMatch(/ \(every working day\)\.$/)
    expect(last?.['zh-CN']).toMatch(/^接下来：催办，2026 年.+（每 1 个工作日），告知内勤。$/)
  })
})
