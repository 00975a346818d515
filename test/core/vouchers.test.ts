import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Play, clerk, expectAdvanced, expectRefused, processOf } from './play.js'
import { Draft } from '../../engine/core/draft.js'
import { giveAway, voucherValues } from '../../engine/core/vouchers/index.js'
import type { JsonObject } from '../../engine/errors/index.js'

const slip = {
  file: 'papers/slip.yaml',
  text: `
paper: slip
title: { zh-CN: 收据, en: Slip }
series: S-{yyyy}-{seq:3}
fields:
  model: { type: text, required: true, label: { zh-CN: 型号, en: Model } }
  holder: { type: text }
  remark: text
  copies: { type: integer, value: 2 }
`,
}

const body = `
fields:
  model: { type: text }
  holder: { type: text, personal: true }
  seen: { type: text }
forms:
  sheet: { also: { no: { type: text, required: true } } }
initial: open
states:
  open:
    on:
      issue: { roles: [clerk], actions: [ { issue: slip } ] }
      issue-twice: { roles: [clerk], actions: [ { issue: slip }, { issue: slip } ] }
      issue-by-hand: { roles: [clerk], form: sheet, actions: [ { issue: { paper: slip, number: =event.no, with: { remark: "= 'of ' + data.holder" } } } ] }
      sign: { roles: [clerk], actions: [ { sign: slip } ] }
      sign-with: { roles: [clerk], actions: [ { sign: { paper: slip, with: { remark: =data.seen, holder: '= data.holder + "（签）"', copies: 3 } } } ] }
      see: { roles: [clerk], actions: [ { assign: { seen: 完好 } } ] }
      void: { roles: [clerk], actions: [ { void: slip } ] }
      archive: { roles: [clerk], actions: [ { archive: slip } ] }
      renew: { roles: [clerk], actions: [ { assign: { seen: '= vouchers["slip"].state' } }, { void: slip }, { assign: { seen: '= data.seen + " " + vouchers["slip"].state' } }, { issue: slip }, { assign: { seen: '= data.seen + " " + vouchers["slip"].number' } } ], branches: [ { guard: 'vouchers["slip"].state == "issued"', target: renewed }, open ] }
      leave:
        roles: [clerk]
        require: [ { if: 'vouchers["slip"].state == "void"', else: { zh-CN: 收据未作废, en: The slip is not void. } } ]
        target: closed
  renewed: { on: { close: { roles: [clerk], target: closed } } }
  closed: { type: final }
`

function begin(data: JsonObject = { model: 'B-3', holder: '王丽' }): Play {
  const play = new Play(processOf(body, [slip]))
  expectAdvanced(play.create(data))
  return play
}

const states = (play: Play): readonly string[] =>
  (play.case.vouchers ?? []).map(({ number, state }) => `${number} ${state}`)

describe('a paper of a case', () => {
  it('is issued with the next number of its series and what the case knows', () => {
    const play = begin()

    const { shared } = expectAdvanced(play.send('issue'))

    expect(play.case.vouchers).toEqual([
      {
        paper: 'slip',
        number: 'S-2026-001',
        state: 'issued',
        issuedAt: play.now,
        issuedBy: 'clerk-1',
        values: { model: 'B-3', holder: '王丽', copies: 2 },
      },
    ])
    expect(shared).toEqual({
      series: { 'paper:slip:S-2026-{seq:3}': 1 },
      vouchers: [{ paper: 'slip', number: 'S-2026-001' }],
    })
  })

  it('keeps what says something about a person beside the trail', () => {
    const play = begin()

    expectAdvanced(play.send('issue'))

    const entry = play.trail.find(({ type }) => type === 'voucher-issued')
    expect(entry?.body).toEqual({
      paper: 'slip',
      number: 'S-2026-001',
      values: { model: 'B-3', holder: null, copies: 2 },
    })
    expect(entry?.personal).toEqual({ '/values/holder': '王丽' })
  })

  it('leaves blank what the case does not know, but not what must be there', () => {
    const blank = begin({ model: 'B-3' })
    expectAdvanced(blank.send('issue'))
    expect(blank.case.vouchers?.[0]?.values).toEqual({ model: 'B-3', copies: 2 })

    const refusal = expectRefused(begin({}).send('issue'), 'field-missing')
    expect(refusal.reasons[0]?.field).toBe('data.model')
  })

  it('goes from issued to signed, void and archived, each with its time', () => {
    const play = begin()
    for (const event of ['issue', 'sign', 'void', 'archive']) {
      play.now += 60_000
      expectAdvanced(play.send(event))
    }

    const [paper] = play.case.vouchers ?? []
    expect(paper).toMatchObject({ state: 'archived' })
    const { issuedAt = 0, signedAt, voidedAt, archivedAt } = paper ?? {}
    expect([signedAt, voidedAt, archivedAt].map((at) => (at ?? 0) - issuedAt)).toEqual([
      60_000, 120_000, 180_000,
    ])
    expect(play.trail.filter(({ type }) => type.startsWith('voucher-')).map(({ type }) => type)).toEqual([
      'voucher-issued',
      'voucher-signed',
      'voucher-voided',
      'voucher-archived',
    ])
  })

  it.each([
    [[], 'sign', 'none was issued'],
    [['issue', 'sign'], 'sign', 'S-2026-001 is signed'],
    [['issue', 'void'], 'sign', 'S-2026-001 is void'],
    [['issue', 'void'], 'void', 'S-2026-001 is void'],
    [['issue', 'archive'], 'archive', 'S-2026-001 is archived'],
    [['issue', 'archive'], 'void', 'S-2026-001 is archived'],
  ])('after %j refuses to %s it, and says why', (before, event, why) => {
    const play = begin()
    for (const one of before) expectAdvanced(play.send(one))

    expect(expectRefused(play.send(event), 'voucher-not-open').text.en).toContain(why)
  })

  it('takes up what is written on it when it is signed, and leaves the other lines as they were', () => {
    const play = begin()
    for (const event of ['issue', 'see', 'sign-with']) expectAdvanced(play.send(event))

    expect(play.case.vouchers?.[0]).toMatchObject({
      state: 'signed',
      values: { model: 'B-3', holder: '王丽（签）', copies: 3, remark: '完好' },
    })
    const entry = play.trail.find(({ type }) => type === 'voucher-signed')
    expect(entry?.body).toEqual({
      paper: 'slip',
      number: 'S-2026-001',
      values: { remark: '完好', holder: null, copies: 3 },
    })
  })

  it('keeps a line whose answer is still absent when it is signed', () => {
    const play = begin({ model: 'B-3' })
    for (const event of ['issue', 'sign-with']) expectAdvanced(play.send(event))

    expect(play.case.vouchers?.[0]?.values).toEqual({ model: 'B-3', copies: 3 })
  })

  it('is not issued a second time while it is out, and is when it is void', () => {
    const play = begin()
    expectAdvanced(play.send('issue'))
    expect(expectRefused(play.send('issue'), 'voucher-open').text.en).toContain('S-2026-001 is issued')
    expectAdvanced(play.send('void'))
    expectAdvanced(play.send('issue'))

    expect(states(play)).toEqual(['S-2026-001 void', 'S-2026-002 issued'])
  })

  it('leaves no gap in its series when a step is refused', () => {
    const play = begin()
    expectRefused(play.send('issue-twice'), 'voucher-open')
    expectAdvanced(play.send('issue'))

    expect(states(play)).toEqual(['S-2026-001 issued'])
  })

  it('decides by the state it has at that moment of the step', () => {
    const play = begin()
    expectAdvanced(play.send('issue'))
    expectRefused(play.send('leave'), 'requirement-not-met')
    expectAdvanced(play.send('renew'))

    expect(play.states).toEqual(['renewed'])
    expect(play.case.data['seen']).toBe('issued void S-2026-002')
    expect(states(play)).toEqual(['S-2026-001 void', 'S-2026-002 issued'])
  })
})

describe('whatever is asked of the papers of a case', () => {
  it('one at most is open, numbers follow each other, and a refusal changes nothing', () => {
    const process = processOf(body, [slip])
    const acts = ['issue', 'issue-twice', 'sign', 'void', 'archive', 'renew']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 12 }), (asked) => {
        const play = new Play(process)
        expectAdvanced(play.create({ model: 'B-3' }))
        for (const event of asked) {
          const before = JSON.stringify([play.case, play.series])
          const result = play.send(event)
          if (result.kind === 'refused') expect(JSON.stringify([play.case, play.series])).toBe(before)
          const papers = play.case.vouchers ?? []
          expect(papers.filter(({ state }) => ['issued', 'signed'].includes(state)).length).toBeLessThan(2)
          expect(papers.map(({ number }) => Number(number.slice(-3)))).toEqual(
            papers.map((_, index) => index + 1),
          )
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a number that stands on the sheet already', () => {
  const byHand = (play: Play, no: string) => play.send('issue-by-hand', { payload: { no } })

  it('is taken as it is, and other values with it', () => {
    const play = begin()
    expectAdvanced(byHand(play, ' 0471 '))

    expect(play.case.vouchers?.[0]).toMatchObject({ number: '0471', values: { remark: 'of 王丽' } })
    const entry = play.trail.find(({ type }) => type === 'voucher-issued')
    expect(entry?.body).toMatchObject({ byHand: true })
    expect(play.series).toEqual({})
  })

  it('is refused when a paper of the kind has it, in this case or in another', () => {
    const play = begin()
    play.known = { usedVouchers: { 'slip/0471': true } }

    expect(expectRefused(byHand(play, '0471'), 'voucher-number-used').reasons[0]?.found).toBe('0471')
  })

  it('is stepped over when the series comes to it', () => {
    const play = begin()
    play.known = { usedVouchers: { 'slip/S-2026-001': true, 'slip/S-2026-002': true } }
    expectAdvanced(play.send('issue'))

    expect(states(play)).toEqual(['S-2026-003 issued'])
  })

  it.each(['  ', 'x'.repeat(81), 'A\u200b1'])('is refused when it is none: %j', (no) => {
    expectRefused(byHand(begin(), no), 'payload-invalid')
  })
})

describe('open papers of a case that goes on elsewhere', () => {
  it('are given away as they were and stand as carried from then on', () => {
    const play = begin()
    for (const event of ['issue', 'void', 'issue', 'sign']) expectAdvanced(play.send(event))
    const { process, facts, now, case: from } = play
    const draft = new Draft({ process, facts, at: now, from })

    const given = giveAway(draft, 'c2')

    expect(given.map(({ number, state }) => [number, state])).toEqual([['S-2026-002', 'signed']])
    expect(draft.vouchers.map(({ number, state, carriedTo }) => [number, state, carriedTo])).toEqual([
      ['S-2026-001', 'void', undefined],
      ['S-2026-002', 'carried', 'c2'],
    ])
    expect(voucherValues(process, draft.vouchers)['slip']?.state).toBe('void')
    expect(draft.trail.map(({ type, body }) => ({ type, ...body }))).toEqual([
      { type: 'voucher-carried', paper: 'slip', number: 'S-2026-002', to: 'c2' },
    ])
  })

  it('are taken over as they are, and acts there mean them', () => {
    const first = begin()
    expectAdvanced(first.send('issue'))
    const [issued] = first.case.vouchers ?? []
    const play = new Play(processOf(body, [slip]))
    expectAdvanced(
      play.run({
        kind: 'create',
        id: 'c2',
        data: { model: 'B-3' },
        actor: clerk,
        origin: {
          record: { kind: 'converted', instance: 'c1', process: 'probe', depth: 1 },
          data: {},
          vouchers: [issued!, { ...issued!, number: 'S-2026-000', state: 'void' }],
          createdBy: 'clerk-1',
        },
      }),
    )

    expect(play.case.vouchers).toEqual([{ ...issued, from: 'c1' }])
    expect(play.entries('voucher-carried')).toEqual([
      { type: 'voucher-carried', paper: 'slip', number: 'S-2026-001', from: 'c1' },
    ])
    expectAdvanced(play.send('void'))
    expectAdvanced(play.send('leave'))
  })
})

describe('a step that issues many papers', () => {
  const kinds = Array.from({ length: 50 }, (_, index) => `kind-${index}`)
  const papers = kinds.map((id) => ({
    file: `papers/${id}.yaml`,
    text: `
paper: ${id}
title: { zh-CN: 单据, en: Sheet }
series: ${id}-{seq:3}
fields: { model: { type: text } }
`,
  }))
  const again = '{ issue: slip }, { void: slip }, '
  const many = new Play(
    processOf(
      `
fields: { model: { type: text } }
initial: open
states:
  open:
    on:
      one-kind: { roles: [clerk], actions: [ ${again.repeat(24)} ], target: more }
      all-kinds: { roles: [clerk], actions: [ ${kinds.map((id) => `{ issue: ${id} }`).join(', ')} ] }
      refused: { roles: [clerk], actions: [ { issue: kind-0 }, { issue: kind-1 }, { issue: kind-1 } ] }
  more:
    entry: [ ${again.repeat(24)} { issue: slip } ]
    on: { close: { roles: [clerk], target: closed } }
  closed: { type: final }
`,
      [slip, ...papers],
    ),
  )
  const opened = (): Play => {
    const play = new Play(many.process)
    expectAdvanced(play.create({ model: 'B-3' }))
    return play
  }

  it('is taken again a handful of times for nearly fifty of one series, and leaves no gap', () => {
    const play = opened()

    const { shared } = expectAdvanced(play.send('one-kind'))

    expect(play.questions.length).toBeLessThanOrEqual(6)
    expect(shared.vouchers?.map(({ number }) => number)).toEqual(
      Array.from({ length: 49 }, (_, index) => `S-2026-${String(index + 1).padStart(3, '0')}`),
    )
    expect(shared.series).toEqual({ 'paper:slip:S-2026-{seq:3}': 49 })
  })

  it('is taken again a handful of times for fifty series, and draws one number of each', () => {
    const play = opened()

    const { shared } = expectAdvanced(play.send('all-kinds'))

    expect(play.questions.length).toBeLessThanOrEqual(4)
    expect(shared.vouchers?.map(({ number }) => number)).toEqual(kinds.map((id) => `${id}-001`))
    expect(new Set(Object.values(shared.series))).toEqual(new Set([1]))
  })

  it('asks for nothing but the one series where it issues one kind', () => {
    const play = opened()

    expectAdvanced(play.send('one-kind'))

    for (const question of play.questions)
      expect('keys' in question && question.keys.every((key) => /^(paper:)?slip[:/]/.test(key))).toBe(true)
  })

  it('draws nothing when it is refused, whatever it asked for', () => {
    const play = opened()

    expectRefused(play.send('refused'), 'voucher-open')
    const { shared } = expectAdvanced(play.send('all-kinds'))

    expect(shared.series['paper:kind-1:kind-1-{seq:3}']).toBe(1)
  })

  it('steps over a run of numbers that were given by hand with a few questions', () => {
    const play = opened()
    play.known = {
      usedVouchers: Object.fromEntries(
        Array.from({ length: 200 }, (_, index) => [
          `slip/S-2026-${String(index + 1).padStart(3, '0')}`,
          true,
        ]),
      ),
    }

    const { shared } = expectAdvanced(play.send('one-kind'))

    expect(play.questions.length).toBeLessThanOrEqual(8)
    expect(shared.vouchers?.[0]?.number).toBe('S-2026-201')
  })
})
