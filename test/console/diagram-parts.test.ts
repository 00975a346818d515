import { describe, expect, it } from 'vitest'
import { nextSpot } from '../../server/console/src/parts/diagram/next-state.js'
import { sourcesOf } from '../../server/console/src/parts/diagram/state-sources.js'
import { visitsOf } from '../../server/console/src/parts/diagram/visits-of.js'

describe('an arrow on a picture', () => {
  const spots = new Map([
    ['middle', { x: 100, y: 100 }],
    ['below', { x: 110, y: 200 }],
    ['near, but aside', { x: 190, y: 160 }],
    ['right', { x: 300, y: 100 }],
  ])

  it('leads straight on rather than aside', () => {
    expect(nextSpot(spots, 'middle', 'down')).toBe('below')
    expect(nextSpot(spots, 'below', 'up')).toBe('middle')
  })

  it('leads nowhere where nothing lies', () => {
    expect(nextSpot(spots, 'middle', 'left')).toBeUndefined()
    expect(nextSpot(spots, 'gone', 'up')).toBeUndefined()
  })
})

describe('what is known of a state', () => {
  it('has the sources of its own rules, not of the states inside', () => {
    const rules = [
      { path: ['deadlines', 'promise'], sources: ['A'] },
      { path: ['states', 'repair', 'deadlines', 'due'], sources: ['B'] },
      { path: ['states', 'repair', 'states', 'testing', 'on', 'pass'], sources: ['C'] },
      { path: ['decisions', 'coverage', 'rules', '1'], sources: ['D'] },
    ]

    expect(sourcesOf(rules, 'repair')).toEqual([{ rule: 'deadlines › due', sources: ['B'] }])
    expect(sourcesOf(rules, 'repair.testing')).toEqual([{ rule: 'on › pass', sources: ['C'] }])
    expect(sourcesOf(rules, '')).toEqual([{ rule: 'deadlines › promise', sources: ['A'] }])
  })

  it('has every visit, the last one without an end as long as it lasts', () => {
    const row = (type: string, at: string, visit: number, state = 'repair') => ({
      type,
      at,
      body: { state, visit },
    })
    const trail = [
      row('state-entered', '1', 1),
      row('state-entered', '2', 1, 'repair.testing'),
      row('state-left', '3', 1),
      row('state-entered', '4', 2),
    ]

    expect(visitsOf(trail, 'repair')).toEqual([
      { visit: 1, entered: '1', left: '3' },
      { visit: 2, entered: '4' },
    ])
  })
})
