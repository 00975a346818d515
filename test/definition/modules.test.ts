import { describe, expect, it } from 'vitest'
import { checkWorkflows, explainDocument, readSources } from '../../engine/definition/index.js'
import { checkFiles, marksOf, organisationFile, processFile } from './check-files.js'

const calendarFile = `calendar: hours
title: { zh-CN: 全天候, en: Always }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon-sun: ["00:00-24:00"] }
`

const moduleFile = ({ head = 'verified: true', parts = '' } = {}): string => `module: answers
title: { zh-CN: 答复, en: Answers }
${head}
note: { zh-CN: 已核对, en: Compared }
parameters:
  answerWithin: { type: duration, default: 10 days, title: { zh-CN: 答复期限, en: Time to answer } }
fields:
  askedOn: { type: date, label: { zh-CN: 提出日期, en: Asked on } }
decisions:
  asked:
    title: { zh-CN: 是否提出, en: Asked or not }
    in: { asked: present(data.askedOn) }
    out: { asked: boolean }
    rules:
      - { when: { asked: true }, then: { asked: true } }
      - { then: { asked: false } }
deadlines:
  answer: { title: { zh-CN: 答复, en: Answer }, source: [Order 1 art. 2], within: answerWithin, from: data.askedOn }
${parts}`

const using = (parts = ''): string => processFile({ parts: `use: [answers]\ncalendar: hours\n${parts}` })

const files = (more: Readonly<Record<string, string>>): Record<string, string> => ({
  'calendar.yaml': calendarFile,
  'organisation.yaml': organisationFile,
  'answers.yaml': moduleFile(),
  'repair.yaml': using(),
  ...more,
})

const processOf = (more: Readonly<Record<string, string>> = {}, profile?: string) => {
  const { processes, problems } = checkFiles(files(more))
  const process = processes.find((one) => one.profile === profile)
  if (!process) throw new Error(JSON.stringify(problems, undefined, 1))
  return process
}

describe('a process that uses a module', () => {
  it('has the parameters, fields, decisions and deadlines of the module', () => {
    const process = processOf()

    expect(process.params['answerWithin']).toBe('10 days')
    expect(process.fields['askedOn']).toBeDefined()
    expect([...process.decisions.keys()]).toEqual(['asked'])
    expect(process.root.deadlines.map(({ name, source }) => ({ name, source }))).toEqual([
      { name: 'answer', source: ['Order 1 art. 2'] },
    ])
  })

  it('takes figures of the module from its own profile', () => {
    const shop = `profile: shop\ntitle: { zh-CN: 店, en: Shop }\nparameters: { repair: { answerWithin: 5 days } }\n`

    expect(processOf({ 'shop.yaml': shop }, 'shop').params['answerWithin']).toBe('5 days')
  })

  it('is another version when a figure of the module changes', () => {
    const before = processOf()
    const after = processOf({ 'answers.yaml': moduleFile().replace('10 days', '11 days') })

    expect(after.hash).not.toBe(before.hash)
  })

  it('shows the parts of the module in its long form', () => {
    const sources = readSources(Object.entries(files({})).map(([file, text]) => ({ file, text })))
    const document = sources.documents.find(({ kind }) => kind === 'process')

    const shown = explainDocument(document!, sources)

    expect(shown).toContain('answerWithin:')
    expect(shown).toContain('from: data.askedOn')
    expect(shown).not.toContain('use:')
  })
})

describe('at use', () => {
  it('an unknown module is a problem with the nearest name', () => {
    const { problems } = checkFiles(files({ 'repair.yaml': using().replace('[answers]', '[answer]') }))

    expect(marksOf(problems)).toEqual(['repair.yaml:5:7 unknown-module'])
    expect(problems[0]?.nearest).toBe('answers')
  })

  it('what an unknown module would have brought is not reported again', () => {
    const asking = using().replace(
      'target: closed',
      'require: [{ if: present(data.askedOn), else: { zh-CN: 无, en: None } }], target: closed',
    )
    const story = `scenario: a story
process: repair
parameters: { answerWithin: 2 days }
at: 2026-09-28T09:30+08:00
start: { by: ann, with: { askedOn: '2026-09-28' } }
`
    const more = {
      'story.yaml': story,
      'people.yaml': 'cast: people\npeople: { ann: [staff] }\n',
      'shop.yaml': `profile: shop\ntitle: { zh-CN: 店, en: Shop }\nparameters: { repair: { answerWithin: 5 days } }\n`,
    }

    for (const name of ['[answer]', '[something-else]']) {
      const { problems } = checkFiles(files({ ...more, 'repair.yaml': asking.replace('[answers]', name) }))

      expect(marksOf(problems)).toEqual(['repair.yaml:5:7 unknown-module'])
    }
  })

  it.each([
    ['fields', 'fields:\n  askedOn: { type: date, label: { zh-CN: 日期, en: Date } }'],
    [
      'parameters',
      'parameters:\n  answerWithin: { type: duration, default: 1 day, title: { zh-CN: 期限, en: Time } }',
    ],
    ['deadlines', 'deadlines:\n  answer: { within: 1 day }'],
  ])('a name that both have among their %s is a problem that names both places', (_, parts) => {
    const { problems, processes } = checkFiles(files({ 'repair.yaml': using(parts) }))

    expect(marksOf(problems)).toEqual(['repair.yaml:5:7 duplicate-id'])
    expect(problems[0]?.message).toMatch(/repair\.yaml \(line \d+\).*answers\.yaml \(line \d+\)/)
    expect(processes).toEqual([])
  })

  it('a part that both have word for word is one part', () => {
    const same = 'fields:\n  askedOn: { type: date, label: { zh-CN: 提出日期, en: Asked on } }'
    const { problems, processes } = checkFiles(files({ 'repair.yaml': using(same) }))

    expect(problems).toEqual([])
    expect(Object.keys(processes[0]?.fields ?? {})).toContain('askedOn')
  })

  it('a module twice is a problem', () => {
    const { problems } = checkFiles(
      files({ 'repair.yaml': using().replace('[answers]', '[answers, answers]') }),
    )

    expect(marksOf(problems)).toEqual(['repair.yaml:5:16 duplicate-id'])
  })

  it('what is wrong only in this process is told, with the place in the module', () => {
    const parts = moduleFile().replace('from: data.askedOn', 'from: data.askedOn, stopOn: [event:answered]')
    const { problems } = checkFiles(files({ 'answers.yaml': parts }))

    expect(marksOf(problems)).toEqual(['repair.yaml:5:7 unknown-event'])
    expect(problems[0]?.hint).toContain('answers.yaml, line 18')
  })

  it('working days without a calendar are told', () => {
    const parts = moduleFile().replace('10 days', '10 working days')
    const { problems } = checkFiles(
      files({ 'answers.yaml': parts, 'repair.yaml': using().replace('calendar: hours\n', '') }),
    )

    expect(marksOf(problems)).toEqual(['repair.yaml:5:7 missing-key'])
  })
})

describe('a module that speaks of the unit', () => {
  const looked = moduleFile().replace('present(data.askedOn)', 'unit.known')
  const about = (top: string) => ({ 'answers.yaml': looked, 'repair.yaml': using(top) })

  it('serves a process that says which unit it is about', () => {
    const serial = '{ serialNumber: { type: text, label: { zh-CN: 编号, en: Serial number } } }'
    const { problems } = checkFiles(files(about(`unit: { serial: serialNumber }\nfields: ${serial}\n`)))

    expect(marksOf(problems)).toEqual([])
  })

  it('is told at its use in a process that is about none', () => {
    const { problems } = checkFiles(files(about('')))

    expect(marksOf(problems)).toEqual(['repair.yaml:5:7 expression-unknown-name'])
  })
})

describe('a mistake in a module', () => {
  const faulty = moduleFile().replace('present(data.askedOn)', 'present(data.asked)')
  const second = using().replace('process: repair', 'process: second')

  it('is told once, at its place in the module, however many processes use it', () => {
    const { problems, processes } = checkFiles(files({ 'answers.yaml': faulty, 'second.yaml': second }))

    expect(marksOf(problems)).toEqual(['answers.yaml:12:31 expression-unknown-name'])
    expect(processes).toEqual([])
  })

  it('is told when no process uses it', () => {
    const { problems } = checkFiles(files({ 'answers.yaml': faulty, 'repair.yaml': processFile() }))

    expect(marksOf(problems)).toEqual(['answers.yaml:12:31 expression-unknown-name'])
  })

  it('of its shape keeps the processes that use it from running', () => {
    const { problems, processes } = checkFiles(files({ 'answers.yaml': `${moduleFile()}states: {}\n` }))

    expect(marksOf(problems)).toEqual(['answers.yaml:19:1 unknown-key'])
    expect(processes).toEqual([])
  })
})

describe('a module that is not verified', () => {
  const head = 'verified: false\nswitch: answersOn'
  const parameter = '  answersOn: { type: boolean, default: false, title: { zh-CN: 启用, en: Turned on } }\n'
  const unverified = moduleFile({ head })
    .replace('parameters:\n', `parameters:\n${parameter}`)
    .replace('in: { asked:', 'in: { applies: params.answersOn, asked:')
    .replace('rules:\n', 'rules:\n      - { when: { applies: false }, then: { asked: false } }\n')
  const on = `profile: shop\ntitle: { zh-CN: 店, en: Shop }\nparameters: { repair: { answersOn: true } }\n`

  it('does not run its deadlines until its switch is on', () => {
    const more = { 'answers.yaml': unverified, 'shop.yaml': on }

    expect(processOf(more).root.deadlines).toEqual([])
    expect(processOf(more, 'shop').root.deadlines.map(({ name }) => name)).toEqual(['answer'])
  })

  it('leaves the notices of the process in their places while its own are off', () => {
    const notice = (at: string) =>
      `  - { at: ${at} before, of: data.askedOn, to: [staff], template: soon, title: { zh-CN: 将到期, en: Soon } }\n`
    const more = {
      'answers.yaml': `${unverified}notices:\n${notice('1 day')}`,
      'repair.yaml': using(`notices:\n${notice('2 days')}`),
      'soon.yaml': 'template: soon\nbody: { zh-CN: 将到期, en: Soon }\n',
      'shop.yaml': on,
    }

    const distances = (profile?: string) =>
      processOf(more, profile).root.notices.map(({ index, at }) => [index, at.duration.amount])

    expect(distances()).toEqual([[0, 2]])
    expect(distances('shop')).toEqual([
      [0, 2],
      [1, 1],
    ])
  })

  it('is off also when a stored version is compiled again', () => {
    const process = processOf({ 'answers.yaml': unverified })

    expect(Object.keys(process.resolved['deadlines'] ?? {})).toEqual(['answer'])
    expect(process.resolved['switches']).toEqual({ answersOn: { deadlines: ['answer'] } })
  })

  it('says so in every text, in both languages', () => {
    const { parameters, fields, root } = processOf({ 'answers.yaml': unverified, 'shop.yaml': on }, 'shop')
    const texts = [
      parameters['answerWithin']?.title,
      parameters['answersOn']?.title,
      fields['askedOn']?.label,
      root.deadlines[0]?.title,
    ]

    expect(texts.map((text) => text?.['zh-CN'].startsWith('未核实：'))).toEqual([true, true, true, true])
    expect(texts.map((text) => text?.en.startsWith('unverified: '))).toEqual([true, true, true, true])
  })

  it.each([
    ['has no switch', moduleFile({ head: 'verified: false' }), 'answers.yaml:3:11 unverified-runs'],
    [
      'is on by default',
      unverified.replace('default: false', 'default: true'),
      'answers.yaml:7:3 unverified-runs',
    ],
    [
      'has a switch that is no parameter',
      unverified.replace('switch: answersOn', 'switch: answerOn'),
      'answers.yaml:4:9 unknown-parameter',
    ],
    [
      'has a decision that answers although it is off',
      unverified.replace('      - { when: { applies: false }, then: { asked: false } }\n', ''),
      'answers.yaml:17:9 unverified-runs',
    ],
    [
      'has a deadline without a title, which could not say so',
      unverified.replace('answer: { title: { zh-CN: 答复, en: Answer }, ', 'answer: { '),
      'answers.yaml:21:3 missing-title',
    ],
  ])('is a problem when it %s', (_, text, mark) => {
    const { problems } = checkWorkflows(
      readSources(
        Object.entries(files({ 'answers.yaml': text })).map(([file, content]) => ({ file, text: content })),
      ),
    )

    expect(marksOf(problems)).toEqual([mark])
  })
})
