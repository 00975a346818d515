import { describe, expect, it } from 'vitest'
import { compileProcess } from '../../engine/definition/index.js'
import type { CheckedState } from '../../engine/definition/checked-process.js'
import { reservedHeaders } from '../../engine/channels/service/http-declaration.js'
import { checkFiles, organisationFile, processFile } from './check-files.js'

const services = `services: house
define:
  refund:
    method: POST
    url: https://bank.example/refunds
    auth: { bearer: BANK_TOKEN }
    answer: { receipt: data.receipt.no }
    refusals: [409]
    input: [amount, note?]
    timeout: 20 seconds
    retry: { maxAttempts: 3 }
`
const invoking = (invoke: string): string => processFile({ open: `invoke: ${invoke}` })

function check(files: Readonly<Record<string, string>>) {
  return checkFiles({ 'organisation.yaml': organisationFile, ...files })
}
const toldIn = (files: Readonly<Record<string, string>>) =>
  check(files).problems.map(({ code, severity, found, nearest, place }) => ({
    code,
    severity,
    ...(found !== undefined && { found }),
    ...(nearest !== undefined && { nearest }),
    at: `${place?.file}:${place?.line}`,
  }))

describe('declared services', () => {
  it('are read with their times in milliseconds and what they are given', () => {
    const { outside, problems } = check({ 'services.yaml': services })

    expect(problems).toEqual([])
    expect(outside?.services?.get('refund')).toEqual({
      name: 'refund',
      method: 'POST',
      url: 'https://bank.example/refunds',
      auth: { bearer: 'BANK_TOKEN' },
      answer: { receipt: 'data.receipt.no' },
      refusals: [409],
      timeout: 20_000,
      retry: { maxAttempts: 3 },
      input: [
        { name: 'amount', required: true },
        { name: 'note', required: false },
      ],
      output: ['receipt'],
    })
  })

  it('are asked by a process with what they need, and answer what they say', () => {
    const process = invoking(
      '{ service: refund, input: { amount: 5 }, onDone: [{ guard: present(event.receipt), target: closed }, { target: closed }] }',
    )

    expect(toldIn({ 'services.yaml': services, 'repair.yaml': process })).toEqual([])
  })

  it('are warned of by the nearest name when no file declares them', () => {
    const process = invoking('{ service: refunds, onDone: closed }')

    expect(toldIn({ 'services.yaml': services, 'repair.yaml': process })).toEqual([
      {
        code: 'unknown-service',
        severity: 'warning',
        found: 'refunds',
        nearest: 'refund',
        at: 'repair.yaml:11',
      },
    ])
  })

  it('may be brought by the program where no file declares any', () => {
    expect(toldIn({ 'repair.yaml': invoking('{ service: refunds, onDone: closed }') })).toEqual([])
  })

  it('are given neither less nor more than they take', () => {
    const process = invoking('{ service: refund, input: { ammount: 5 }, onDone: closed }')

    expect(toldIn({ 'services.yaml': services, 'repair.yaml': process })).toEqual([
      { code: 'missing-key', severity: 'error', at: 'repair.yaml:11' },
      { code: 'unknown-key', severity: 'error', found: 'ammount', nearest: 'amount', at: 'repair.yaml:11' },
    ])
  })

  it('are looked at in a call as well', () => {
    const process = processFile({ open: 'entry: { call: { service: refund, input: { note: a } } }' })

    expect(toldIn({ 'services.yaml': services, 'repair.yaml': process }).map(({ code }) => code)).toEqual([
      'missing-key',
    ])
  })

  it('answer nothing but what they say', () => {
    const process = invoking(
      '{ service: refund, input: { amount: 5 }, onDone: [{ guard: present(event.reciept), target: closed }, { target: closed }] }',
    )

    expect(toldIn({ 'services.yaml': services, 'repair.yaml': process })).toMatchObject([
      { code: 'expression-unknown-name', nearest: 'receipt' },
    ])
  })

  it.each([...reservedHeaders])(
    'have no header %s, which the call sets itself or which holds a secret',
    (name) => {
      const text = `services: house\ndefine: { refund: { method: POST, url: 'https://a.example', headers: { ${name}: x } } }\n`

      expect(toldIn({ 'services.yaml': text }).map(({ code }) => code)).toEqual(['wrong-value'])
    },
  )

  it.each([
    ['url: https://user:word@bank.example/', 'wrong-value'],
    ['url: ftp://bank.example/', 'wrong-value'],
    ['url: https://bank.example, timeout: 2 working days', 'wrong-duration'],
    ['url: https://bank.example, timeout: 0 seconds', 'wrong-duration'],
    ['url: https://bank.example, retry: { interval: 1 day }', 'wrong-duration'],
    ['url: https://bank.example, auth: { bearer: A, basic: B }', 'unknown-key'],
    ['url: https://bank.example, refusals: [500]', 'wrong-value'],
    ['url: https://bank.example, answer: { a: b }, output: [c]', 'unknown-key'],
    ['url: https://bank.example, method: GET, body: { a: 1 }', 'unknown-key'],
  ])('are refused with %s', (parts, code) => {
    const method = parts.includes('method') ? '' : 'method: POST, '
    const quoted = parts.replace(/url: ([^,]+)/, "url: '$1'")
    const text = `services: house\ndefine: { refund: { ${method}${quoted} } }\n`

    expect(toldIn({ 'services.yaml': text }).map((problem) => problem.code)).toEqual([code])
  })

  it('of one name in two files are reported once, and the first counts', () => {
    const other = services
      .replace('services: house', 'services: bank')
      .replace('bank.example', 'other.example')
    const checked = check({ 'services.yaml': services, 'services/bank.yaml': other })

    expect(checked.problems.map(({ code, place }) => [code, place?.file])).toEqual([
      ['duplicate-id', 'services/bank.yaml'],
    ])
    expect(checked.outside?.services?.get('refund')?.url).toBe('https://bank.example/refunds')
  })
})

describe('declared channels', () => {
  const channels = `channels: house
usual: mail
outgoing: { allow: [crm.internal] }
define:
  mail: { kind: mail, from: Desk <desk@service.example>, smtp: { env: SMTP_URL } }
  crm: { kind: webhook, url: 'https://crm.internal/a', secret: { env: CRM }, source: 'https://service.example' }
`

  it('are read with the one that is usual, and with what may be reached', () => {
    const { outside, problems } = check({ 'channels.yaml': channels })

    expect(problems).toEqual([])
    expect([...(outside?.channels.keys() ?? [])]).toEqual(['mail', 'crm'])
    expect(outside?.channels.get('mail')).toEqual({
      name: 'mail',
      kind: 'mail',
      from: 'Desk <desk@service.example>',
      smtp: { env: 'SMTP_URL' },
    })
    expect(outside?.usualChannel).toBe('mail')
    expect(outside?.allowed).toEqual(['crm.internal'])
  })

  it.each([
    ['{ kind: mail, from: desk@service.example }', 'missing-key'],
    ['{ kind: mail, from: desk@service.example, smtp: { env: A }, url: "https://a.example" }', 'unknown-key'],
    ['{ kind: mail, from: desk@service.example, smtp: "smtp://user:word@host" }', 'wrong-type'],
    ['{ kind: sms }', 'wrong-value'],
    ['{ kind: wecom, key: { env: A }, secret: { env: B } }', 'unknown-key'],
  ])('are refused as %s', (channel, code) => {
    const text = `channels: house\ndefine: { desk: ${channel} }\n`

    expect(toldIn({ 'channels.yaml': text }).map((problem) => problem.code)).toEqual([code])
  })

  it('have a usual one that is there', () => {
    expect(toldIn({ 'channels.yaml': channels.replace('usual: mail', 'usual: mial') })).toMatchObject([
      { code: 'unknown-channel', found: 'mial', nearest: 'mail', at: 'channels.yaml:2' },
    ])
  })

  const choosing = (names: string): string =>
    `${channels}  desk: { kind: wecom, key: { env: A } }\n  reach: { kind: first-of, channels: ${names} }\n`

  it('may choose the first of several, the ones that reach everybody at the end', () => {
    const { outside, problems } = check({ 'channels.yaml': choosing('[mail, desk]') })

    expect(problems).toEqual([])
    expect(outside?.channels.get('reach')).toEqual({
      name: 'reach',
      kind: 'first-of',
      channels: ['mail', 'desk'],
    })
  })

  it.each([
    ['[crm, mail]', 'wrong-value', 'crm'],
    ['[mail, reach]', 'wrong-value', 'reach'],
  ])('are not chosen from %s', (names, code, found) => {
    expect(toldIn({ 'channels.yaml': choosing(names) })).toMatchObject([
      { code, found, at: 'channels.yaml:8' },
    ])
  })

  it.each(['[mail]', '[mail, mail]', '[]'])('are not chosen from %s, which leaves no choice', (names) => {
    expect(toldIn({ 'channels.yaml': choosing(names) }).length).toBeGreaterThan(0)
  })

  it('may choose one that a program brings, which is a warning where no file declares it', () => {
    const { problems } = check({ 'channels.yaml': choosing('[mial, desk]') })

    expect(problems).toMatchObject([{ code: 'unknown-channel', severity: 'warning', nearest: 'mail' }])
  })

  it('have one usual one in all files', () => {
    const other = 'channels: more\nusual: desk\ndefine: { desk: { kind: wecom, key: { env: A } } }\n'

    expect(toldIn({ 'channels.yaml': channels, 'more.yaml': other })).toMatchObject([
      { code: 'wrong-value', found: 'desk', at: 'more.yaml:2' },
    ])
  })
})

describe('how outside work is attempted', () => {
  const openOf = (text: string): CheckedState | undefined => {
    const { processes, problems } = check({ 'repair.yaml': text })
    expect(problems).toEqual([])
    // As it is compiled again from the database, without anything around it.
    return compileProcess(processes[0]?.resolved ?? {}).process?.states.get('open')
  }

  it('stands at invoke', () => {
    const state = openOf(
      invoking('{ service: refund, timeout: 2 minutes, retry: { maxAttempts: 2 }, onDone: closed }'),
    )

    expect(state?.invoke).toMatchObject({ timeout: 120_000, retry: { maxAttempts: 2 } })
  })

  it('stands at call, with its order', () => {
    const call = '{ service: print, timeout: 5 seconds, retry: { interval: 1 minute }, inOrder: true }'
    const state = openOf(processFile({ open: `entry: { call: ${call} }` }))

    expect(state?.entry).toMatchObject([
      { kind: 'call', timeout: 5000, retry: { interval: '1 minute' }, inOrder: true },
    ])
  })

  it('stands at notify as its order', () => {
    const template = 'template: told\ntitle: { zh-CN: 通知, en: Told }\nbody: { zh-CN: 好, en: Good }\n'
    const notify = '{ to: leader, template: told, inOrder: true }'
    const { processes } = check({
      'repair.yaml': processFile({ open: `entry: { notify: ${notify} }` }),
      'told.yaml': template,
    })

    expect(processes[0]?.states.get('open')?.entry).toMatchObject([{ kind: 'notify', inOrder: true }])
  })

  it('is a time of the clock, at a service only', () => {
    expect(
      toldIn({ 'repair.yaml': invoking('{ service: refund, timeout: 1 working day, onDone: closed }') }),
    ).toMatchObject([{ code: 'wrong-duration', found: '1 working day' }])
    expect(
      toldIn({ 'repair.yaml': invoking('{ process: repair, timeout: 1 minute, onDone: closed }') }).map(
        ({ code }) => code,
      ),
    ).toContain('unknown-key')
  })
})

describe('fields that tell how somebody outside is reached', () => {
  const outside = `${organisationFile}  customer: { title: { zh-CN: 客户, en: Customer }, outside: true }
  property-company: { title: { zh-CN: 物业, en: Property company }, outside: true }
`
  const withFields = (fields: string) =>
    checkFiles({
      'organisation.yaml': outside,
      'repair.yaml': processFile({ parts: `fields:\n  ${fields}` }),
      'types.yaml':
        'types: people\ndefine:\n  client:\n    type: object\n    fields: { who: { type: text, contact: name }, box: { type: text, contact: email } }\n',
    })

  it('belong to the role that is called like the field, through shared types', () => {
    const { processes } = withFields('propertyCompany: { type: client }')

    expect(processes[0]?.contacts.get('property-company')).toEqual({
      name: ['propertyCompany.who'],
      email: ['propertyCompany.box'],
      mobile: [],
      language: [],
    })
  })

  it('belong to the role they name', () => {
    const { processes } = withFields('phone: { type: text, contact: mobile, contactOf: customer }')

    expect(processes[0]?.contacts.get('customer')?.mobile).toEqual(['phone'])
  })

  it.each([
    ['phone: { type: text, contact: mobile, contactOf: custmer }', 'unknown-role', 'customer'],
    ['phone: { type: text, contact: mobile, contactOf: staff }', 'wrong-value', undefined],
    ['phone: { type: integer, contact: mobile, contactOf: customer }', 'wrong-value', undefined],
    ['phone: { type: text, contact: fax }', 'wrong-value', undefined],
  ])('are refused as %s', (field, code, nearest) => {
    expect(withFields(field).problems).toMatchObject([{ code, ...(nearest !== undefined && { nearest }) }])
  })
})

describe('contacts of the house', () => {
  it('are read for people and parties', () => {
    const { organisation, problems } = checkFiles({
      'organisation.yaml': `organisation: house
roles: { staff: { title: { zh-CN: 售后, en: Staff } }, factory: { title: { zh-CN: 厂方, en: Factory }, outside: true } }
parties: { works: { title: { zh-CN: 工厂, en: Works }, kind: factory, roles: [factory], email: desk@works.example } }
people: { ann: { name: Ann, roles: [staff], email: ann@house.example, mobile: '13800138000', language: en }, bo: { name: Bo, roles: [staff] } }
`,
    })

    expect(problems).toEqual([])
    expect(organisation.people['ann']?.contact).toEqual({
      email: 'ann@house.example',
      mobile: '13800138000',
      language: 'en',
    })
    expect(organisation.people['bo']).not.toHaveProperty('contact')
    expect(organisation.parties['works']?.contact).toEqual({ email: 'desk@works.example' })
  })

  it.each(['email: nobody', 'mobile: call me', 'language: fr'])('are refused as %s', (contact) => {
    const { problems } = checkFiles({
      'organisation.yaml': `organisation: house\nroles: { staff: { title: { zh-CN: 售后, en: Staff } } }\npeople: { ann: { name: Ann, roles: [staff], ${contact} } }\n`,
    })

    expect(problems.map(({ code }) => code)).toEqual(['wrong-value'])
  })
})
