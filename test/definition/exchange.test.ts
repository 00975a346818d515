import { beforeAll, describe, expect, it } from 'vitest'
import { checkWorkflows, compileProcess, fingerprint, readSources } from '../../engine/definition/index.js'
import type { CheckedProcess } from '../../engine/definition/index.js'
import { exchangeFiles, scopeValues } from './check-files.js'

describe('the exchange of the language', () => {
  const checked = checkWorkflows(readSources(exchangeFiles()))
  let exchange: CheckedProcess

  beforeAll(() => {
    const found = checked.processes.find(({ id, profile }) => id === 'exchange' && profile === 'instrument')
    if (!found) throw new Error(JSON.stringify(checked.problems))
    exchange = found
  })

  it('is right', () => {
    expect(checked.problems).toEqual([])
  })

  it('is compiled with its defaults and once per profile that names it', () => {
    const variants = checked.processes.filter(({ id }) => id === 'exchange')
    expect(variants.map(({ profile, unsetParameters }) => [profile, unsetParameters])).toEqual([
      [undefined, ['deliverWithin']],
      ['instrument', []],
    ])
    expect(variants.map(({ params }) => params['maxRounds'])).toEqual([3, 2])
    expect(new Set(variants.map(({ hash }) => hash)).size).toBe(2)
  })

  it('lays out its states in document order with absolute targets', () => {
    expect([...exchange.states.keys()].slice(0, 4)).toEqual([
      '',
      'negotiating',
      'awaiting-goods',
      'leader-approval',
    ])
    const agree = exchange.states.get('negotiating')?.on.get('agree-exchange')
    expect(agree?.branches.map(({ target, guard }) => [target, guard?.source])).toEqual([
      ['leader-approval', 'data.goodsAt == "us"'],
      ['awaiting-goods', undefined],
    ])
  })

  it('gives handlers the roles of their task unless they have their own, four eyes with them', () => {
    const approve = exchange.states.get('leader-approval')?.on.get('approve')
    const withdraw = exchange.states.get('negotiating')?.on.get('withdraw')
    expect([approve?.roles, approve?.notBy]).toEqual([['leader'], ['agree-exchange']])
    expect([withdraw?.roles, withdraw?.notBy]).toEqual([['customer', 'service-staff'], []])
    expect(exchange.startRoles).toEqual(['service-staff'])
  })

  it('puts the values of parameters into its clocks', () => {
    const approval = exchange.states.get('leader-approval')?.deadlines[0]
    expect(approval).toMatchObject({
      name: 'due',
      within: { upper: { amount: 1, unit: 'working-day' } },
      escalate: ['director'],
      warnings: [{ at: { kind: 'before', duration: { amount: 2, unit: 'working-hour' } } }],
    })
    const range = exchange.states.get('returned-to-factory')?.deadlines[0]?.within
    expect(range).toEqual({
      lower: { amount: 10, unit: 'working-day' },
      upper: { amount: 15, unit: 'working-day' },
    })
    expect(exchange.states.get('awaiting-goods')?.after[0]).toMatchObject({
      key: 'customerSilence',
      delay: { upper: { amount: 30, unit: 'day' } },
    })
  })

  it('takes types, templates and papers into itself', () => {
    expect(exchange.fields['customer']?.personalPaths).toEqual(['name', 'phone'])
    expect(exchange.fields['newSerial']?.label).toEqual({
      'zh-CN': '新机编号',
      en: 'Serial number of the new unit',
    })
    expect([...exchange.templates.keys()]).toEqual(['chase-factory'])
    const reminder = exchange.states.get('factory-consultation')?.reminders[0]
    expect(reminder).toMatchObject({ to: ['office-clerk'], channel: 'e-mail' })
    expect(Object.keys(exchange.resolved['papers'] as object)).toEqual(['receipt'])
  })

  it('renders its templates from the data of a case', () => {
    const bindings = exchange.scope.bind(scopeValues({ data: { product: { name: '天平' } } }))
    expect(exchange.templates.get('chase-factory')?.render(bindings)).toEqual({
      ok: true,
      subject: { 'zh-CN': '催问 repair-1', en: 'Inquiry about repair-1' },
      body: { 'zh-CN': '请答复 天平。', en: 'Please answer about 天平.' },
    })
  })

  it('is the same process when it is compiled again from what was stored', () => {
    const stored = JSON.parse(JSON.stringify(exchange.resolved)) as typeof exchange.resolved

    const again = compileProcess(stored)

    expect(again.problems).toEqual([])
    expect(again.process?.hash).toBe(exchange.hash)
    expect(fingerprint(stored)).toBe(exchange.hash)
    expect([...(again.process?.states.keys() ?? [])]).toEqual([...exchange.states.keys()])
  })
})
