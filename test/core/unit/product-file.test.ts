import { describe, expect, it } from 'vitest'
import { clerk, day, expectAdvanced, expectRefused, Play, processOf } from '../play.js'
import type { UnitFile } from '../../../engine/core/index.js'
import type { JsonObject } from '../../../engine/errors/index.js'

const body = `
unit: { serial: device.serialNumber, model: device.model }
fields:
  device:
    type: object
    required: true
    fields:
      serialNumber: { type: text }
      model: { type: text }
  fault: { type: choice, of: [no-cold, noise] }
  boughtOn: { type: date }
  receivedOn: { type: date }
  newSerial: { type: text }
forms:
  told: { ask: [fault, receivedOn, device.serialNumber] }
  bought: { ask: [boughtOn] }
  exchanged: { ask: [newSerial], required: [newSerial] }
decisions:
  warranty:
    in: { ends: 'or(unit.warrantyEndsOn, date("2000-01-01"))' }
    out: { held: boolean }
    rules:
      - { when: { ends: before today }, then: { held: false } }
      - { then: { held: true } }
initial: open
states:
  open:
    title: { zh-CN: 办理, en: Open }
    task: clerk
    on:
      tell: { form: told, target: open }
      buy: { form: bought, actions: { unit: { purchase: { on: =data.boughtOn, warrantyEndsOn: '=addMonths(data.boughtOn, 12)' } } }, target: open }
      repair:
        actions: { unit: { repair: { fault: =data.fault, startedOn: =data.receivedOn, finishedOn: =today, parts: [fan] } } }
        target: open
      exchange: { form: exchanged, actions: { unit: { exchange: { newSerial: =data.newSerial, on: =today } } }, target: open }
      free: { require: { if: decisions.warranty.held, else: out of warranty }, target: open }
      renew:
        actions: { unit: { purchase: { on: =today, warrantyEndsOn: '=addMonths(today, 12)' } } }
        require: { if: not(decisions.warranty.held), else: still in warranty }
        target: renewed
      first-time: { require: { if: not(unit.known), else: known already }, target: open }
      again:
        require:
          if: >-
            unit.repairs.exists(past, past.instance != instance.id && present(data.fault) && present(past.fault)
            && past.fault == data.fault && present(past.finishedOn) && daysBetween(past.finishedOn, today) <= 90)
          else: not the same fault within 90 days
        target: open
  renewed:
    title: { zh-CN: 已续保, en: Renewed }
    always:
      - { guard: decisions.warranty.held, target: done }
      - { target: open }
  done: { type: final, outcome: done, title: { zh-CN: 已办结, en: Done } }
`
const process = processOf(body)

function opened(options: { data?: JsonObject; units?: { [serial: string]: UnitFile } } = {}): Play {
  const play = new Play(process)
  play.known = { units: options.units ?? {} }
  expectAdvanced(play.create({ device: { serialNumber: 'SN-1', model: 'X' }, ...options.data }))
  return play
}

const past = (over: Partial<UnitFile['repairs'][number]> = {}): UnitFile => ({
  serial: 'SN-1',
  revision: 3,
  repairs: [
    {
      instance: 'old',
      fault: 'no-cold',
      startedOn: '2026-08-01',
      finishedOn: '2026-08-05',
      parts: [],
      ...over,
    },
  ],
})

describe('the product file', () => {
  it('begins with the first thing that is written into it', () => {
    const play = opened()

    const result = expectAdvanced(play.send('buy', { payload: { boughtOn: '2026-01-15' } }))

    const file = {
      serial: 'SN-1',
      model: 'X',
      purchasedOn: '2026-01-15',
      warrantyEndsOn: '2027-01-15',
      repairs: [],
    }
    expect(result.shared.units).toEqual({ 'SN-1': { ...file, revision: 1 } })
    expect(play.entries('unit-changed')).toEqual([
      {
        type: 'unit-changed',
        serial: 'SN-1',
        model: 'X',
        purchasedOn: '2026-01-15',
        warrantyEndsOn: '2027-01-15',
      },
    ])
  })

  it('is not asked for by a step that does not speak of it', () => {
    const play = opened()

    const result = expectAdvanced(play.send('tell', { payload: { fault: 'noise' } }))

    expect(result.shared.units).toBeUndefined()
  })

  it('tells the warranty to a decision, and tells it anew after an action of the same step wrote it', () => {
    const play = opened({ units: { 'SN-1': { ...past(), warrantyEndsOn: '2026-09-01' } } })

    expectRefused(play.send('free'), 'requirement-not-met')
    expectAdvanced(play.send('renew'))

    expect(play.case.outcome).toBe('done')
  })

  it('knows nothing where there is no file, and nothing where there is no serial number', () => {
    expectAdvanced(opened().send('first-time'))
    expectAdvanced(opened({ data: { device: { model: 'X' } } }).send('first-time'))
    expectRefused(opened({ units: { 'SN-1': past() } }).send('first-time'), 'requirement-not-met')
  })

  it.each([
    ['the same fault 54 days ago', past(), true],
    ['another fault', past({ fault: 'noise' }), false],
    ['the same fault long ago', past({ finishedOn: '2026-06-01' }), false],
    [
      'a repair that has not ended',
      { ...past(), repairs: [{ instance: 'old', fault: 'no-cold', parts: [] }] },
      false,
    ],
  ])('finds a repeated fault: %s', (_, file, found) => {
    const play = opened({ data: { fault: 'no-cold' }, units: { 'SN-1': file } })

    expect(play.send('again').kind).toBe(found ? 'advanced' : 'refused')
  })

  it('asks the cases of the newest repairs whose they were, and only where the repairs are read', () => {
    const own = processOf(
      body
        .replace('{ serial:', '{ customer: owner, serial:')
        .replace('fields:', 'fields:\n  owner: { type: text, search: true }'),
    )
    const play = new Play(own)
    const repairs = Array.from({ length: 210 }, (_, index) => ({
      ...past().repairs[0]!,
      instance: `old-${index}`,
    }))
    play.known = { units: { 'SN-1': { ...past(), repairs, warrantyEndsOn: '2026-09-01' } } }
    const kinds = (): readonly string[] => play.questions.map(({ kind }) => kind)
    expectAdvanced(play.create({ device: { serialNumber: 'SN-1' }, owner: '138', fault: 'no-cold' }))

    expectRefused(play.send('free'), 'requirement-not-met')
    expect(kinds()).not.toContain('same-value')
    expectAdvanced(play.send('again'))
    const asked = play.questions.find(({ kind }) => kind === 'same-value')
    expect(asked).toMatchObject({ field: 'owner', value: '138' })
    expect(asked && 'cases' in asked && [asked.cases.length, asked.cases[0]]).toEqual([200, 'old-10'])
  })

  it('keeps one repair for each case, and leaves out what is not known', () => {
    const play = opened({ units: { 'SN-1': past() } })

    expectAdvanced(play.send('repair'))
    expectAdvanced(play.send('tell', { payload: { fault: 'noise', receivedOn: '2026-09-20' } }))
    expectAdvanced(play.send('repair'))

    const file = play.known.units?.['SN-1']
    expect(file?.revision).toBe(5)
    expect(file?.repairs).toHaveLength(2)
    expect(file?.repairs[1]).toEqual({
      instance: 'c1',
      fault: 'noise',
      startedOn: '2026-09-20',
      finishedOn: '2026-09-28',
      parts: ['fan'],
    })
  })

  it('counts nothing as a change that is there already', () => {
    const play = opened()
    expectAdvanced(play.send('repair'))

    const again = expectAdvanced(play.send('repair'))

    expect(again.shared.units).toBeUndefined()
    expect(play.entries('unit-changed')).toHaveLength(1)
  })

  it('goes by the serial number the case has now', () => {
    const play = opened()
    expectAdvanced(play.send('tell', { payload: { device: { serialNumber: '__proto__' } } }))

    const result = expectAdvanced(play.send('repair'))

    expect(Object.keys(result.shared.units ?? {})).toEqual(['__proto__'])
    expectRefused(play.send('first-time'), 'requirement-not-met')
  })
})

describe('an exchange', () => {
  it('writes both files', () => {
    const play = opened({ units: { 'SN-1': past() } })

    const result = expectAdvanced(play.send('exchange', { payload: { newSerial: 'SN-2' } }))

    expect(result.shared.units).toEqual({
      'SN-1': { ...past(), model: 'X', replacedBy: 'SN-2', exchangedOn: '2026-09-28', revision: 4 },
      'SN-2': {
        serial: 'SN-2',
        replaces: 'SN-1',
        exchangedOn: '2026-09-28',
        purchasedOn: '2026-09-28',
        repairs: [],
        revision: 1,
      },
    })
  })

  it.each([
    ['for the unit itself', 'SN-1', {}],
    ['of a unit that was exchanged', 'SN-3', { 'SN-1': { ...past(), replacedBy: 'SN-2' } }],
    ['for a unit that came for another', 'SN-2', { 'SN-2': { ...past(), serial: 'SN-2', replaces: 'SN-9' } }],
    ['for a unit that was given back', 'SN-2', { 'SN-2': { ...past(), serial: 'SN-2', replacedBy: 'SN-9' } }],
  ])('is refused %s', (_, newSerial, units) => {
    const play = opened({ units })

    expectRefused(play.send('exchange', { payload: { newSerial } }), 'unit-not-exchangeable')
  })

  it('is remembered once, however often the same one is told', () => {
    const play = opened()
    expectAdvanced(play.send('exchange', { payload: { newSerial: 'SN-2' } }))
    play.now += day

    expectAdvanced(play.run({ kind: 'note', text: 'looked', actor: clerk }))
    const again = expectAdvanced(play.send('exchange', { payload: { newSerial: 'SN-2' } }))

    expect(Object.keys(again.shared.units ?? {})).toEqual(['SN-1', 'SN-2'])
    expect(again.shared.units?.['SN-1']?.replacedBy).toBe('SN-2')
  })
})
