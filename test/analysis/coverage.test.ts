import { describe, expect, it } from 'vitest'
import { play } from './refund.js'

const start = 'start: { by: ann, with: { customer: wang } }\n'

describe('coverage', () => {
  it('counts what the stories passed together, and names what none did', () => {
    const { coverage } = play(
      `${start}steps: [ { send: claim, by: ann, with: { amount: 20 } }, { send: check-goods, by: ann } ]`,
      `${start}steps: [ { wait: 3 days } ]`,
    )

    expect(coverage).toHaveLength(1)
    const [{ process, states, transitions, branches, rules }] = coverage as [(typeof coverage)[0]]
    expect(process).toBe('refund')
    expect(states).toMatchObject({ covered: 8, total: 13 })
    expect(states.missing).toContain('state:paying')
    expect(transitions.missing).toEqual([
      'branch:deciding:approve:0',
      'branch:deciding:refuse:0',
      'branch:checking:onDone:0',
      'branch:checking.papers.unread:check-papers:0',
      'branch:paying:invoke.onDone:0',
      'branch:paying:invoke.onError:0',
      'branch:failed:approve:0',
    ])
    expect(branches).toMatchObject({ covered: 1, total: 2, missing: ['branch:open:claim:0'] })
    expect(rules).toEqual({ covered: 1, total: 3, missing: ['decision:who:1', 'decision:who:2'] })
  })

  it('is complete for stories that go everywhere', () => {
    const claim = (amount: number): string => `{ send: claim, by: ann, with: { amount: ${amount} } }`
    const check = '{ send: check-goods, by: ann }, { send: check-papers, by: ann }'
    const fail =
      '{ result: { of: bank, failed: no } }, { send: approve, by: ann }, { result: { of: bank, done: {} } }'
    const { coverage, results } = play(
      `${start}steps: [ ${claim(500)}, { send: refuse, by: li, with: { reason: no } }, ${claim(2000)}, { send: approve, by: li } ]`,
      `${start}steps: [ ${claim(20)}, ${check}, ${fail} ]`,
      `${start}steps: [ { wait: 3 days } ]`,
    )

    expect(results.map(({ problems }) => problems)).toEqual([[], [], []])
    const { states, transitions, branches, rules } = coverage[0]!
    expect([states, transitions, branches, rules].flatMap(({ missing }) => missing)).toEqual([])
  })

  it('says nothing about a process without stories', () => {
    expect(play().coverage).toEqual([])
  })
})
