import { describe, expect, it } from 'vitest'
import { clerk, day, expectAdvanced, hour, monday, Play, processOf } from './play.js'

const template = {
  file: 't.yaml',
  text: 'template: t\ntitle: { zh-CN: 催, en: T }\nbody: { zh-CN: 催, en: T }\n',
}

function begin(body: string, data = {}): Play {
  const play = new Play(processOf(body, [template]))
  expectAdvanced(play.create(data))
  return play
}

const reminding = (every: string): string => `
events: { got: { title: { zh-CN: 收, en: Got }, occurredAt: 10 days }, heard: { title: { zh-CN: 闻, en: Heard }, occurredAt: 10 days } }
initial: a
states:
  a: { task: clerk, on: { got: b } }
  b: { task: clerk, remind: { every: ${every}, to: clerk, template: t, restartOn: [event:heard] }, on: { heard: { branches: [ {} ] } } }
`

describe('a reminder whose count begins in the past', () => {
  it.each([
    ['1 day', monday + 8 * day + hour],
    ['1 minute', monday + 8 * day + 60_000],
  ])('every %s comes once for all that is past, then at its next turn', (every, next) => {
    const play = begin(reminding(every))
    play.wait(8 * day)
    expectAdvanced(play.send('got', { occurredAt: monday + hour }))

    play.wait(0)

    expect(play.effects).toHaveLength(1)
    expect(play.case.timers).toMatchObject([{ kind: 'remind', dueAt: next }])
  })

  it('goes on where what would begin it anew happened before it came last', () => {
    const play = begin(reminding('1 day'))
    expectAdvanced(play.send('got'))
    play.wait(3 * day + hour)
    expectAdvanced(play.send('heard', { occurredAt: monday + day + hour }))

    play.wait(0)

    expect(play.effects).toHaveLength(3)
    expect(play.case.timers).toMatchObject([{ kind: 'remind', dueAt: monday + 4 * day }])
  })

  it('comes as often as it was due where only nobody looked', () => {
    const play = begin(reminding('1 day'))
    expectAdvanced(play.send('got'))
    play.wait(3 * day + hour)
    expect(play.effects.map(({ at }) => at)).toEqual([monday + day, monday + 2 * day, monday + 3 * day])
  })
})

describe('a notice that was due while the case stood still', () => {
  const body = `
fields: { on: { type: date, label: { zh-CN: 止, en: Ends } } }
initial: w
notices: [ { at: 3 days before, of: data.on, to: clerk, template: t } ]
states: { w: { task: clerk } }
`

  const stoodStill = (play: Play, length: number): void => {
    expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: clerk }))
    play.wait(length)
    expectAdvanced(play.run({ kind: 'resume', reason: 'x', actor: clerk }))
    play.wait(0)
  }

  it('is not sent when its date has passed by then, and the trail says so', () => {
    const play = begin(body, { on: '2026-10-05' })
    stoodStill(play, 30 * day)
    expect(play.effects).toEqual([])
    expect(play.entries('timer-fired')).toMatchObject([{ kind: 'notice', taken: false, tooLate: true }])
    expect(play.case).toMatchObject({ timers: [], waits: [{ sentFor: '2026-10-05' }] })
  })

  it('is sent while its date lies ahead', () => {
    const play = begin(body, { on: '2026-10-05' })
    stoodStill(play, 6 * day)
    expect(play.effects).toMatchObject([{ template: 't', at: monday + 6 * day }])
  })
})
