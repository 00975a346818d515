import { describe, expect, it } from 'vitest'
import { diagramGraph, diagramMermaid, diagramOutline } from '../../../engine/index.js'
import { checked, graphOf, parcel } from './checked.js'

const english = (graph = graphOf(parcel)) =>
  graph.edges.map(({ source, kind, title, guard, target }) =>
    [source, kind, title.en, guard?.en ?? '', target].join(' | '),
  )

describe('the graph of a process', () => {
  it('has an edge for each way that leads somewhere, by what people call it', () => {
    expect(english()).toEqual([
      ' | event | Call back |  | recalled',
      'preparing | done | done |  | ready',
      'preparing.goods.loose | event | Pack |  | preparing.goods.packed',
      'preparing.goods.loose | event | Weigh |  | preparing.goods.loose',
      'preparing.paper.unweighed | event | Measure |  | preparing.paper.weighed',
      'ready | event | Send | Way = By air | flying',
      'ready | event | Send | has Weight and Weight > 10; otherwise | driven',
      'ready | after | after 3 days |  | recalled',
      'flying | event | Send |  | closed',
      'driven | event | Send |  | closed',
      'recalled | event | Go on |  | ready',
      'recalled | event | Send |  | closed',
    ])
  })

  it('keeps the branches an edge stands for, so that a trail can be laid over it', () => {
    const edge = graphOf(parcel).edges.find(({ target }) => target === 'driven')

    expect(edge).toMatchObject({ on: 'send', branches: [1, 2], isGuardPlain: true })
  })

  it('knows lanes, beginnings, clocks, ends, and what is done without leaving', () => {
    const { states, initial } = graphOf(parcel)
    const stateAt = (path: string) => states.find((state) => state.path === path)

    expect(stateAt('preparing.goods')).toMatchObject({ isLane: true, initial: 'preparing.goods.loose' })
    expect(stateAt('ready')?.clock).toEqual({ 'zh-CN': '2 小时', en: '2 hours' })
    expect(stateAt('closed')?.kind).toBe('final')
    expect(stateAt('preparing.goods.loose')?.inside).toEqual([{ 'zh-CN': '查看', en: 'Look' }])
    // Something begins at the process itself, so that it is drawn.
    expect([initial, stateAt('')?.initial]).toEqual([undefined, 'preparing'])
  })

  it('leaves the process itself out where nothing begins at it', () => {
    const { states, initial } = graphOf(parcel.replace(/^on:\n.*\n/m, ''))

    expect(states.map(({ path }) => path)).not.toContain('')
    expect(initial).toBe('preparing')
  })

  it('says only that there is a condition where people could not read it', () => {
    const unreadable = parcel.replace('present(data.weight) && data.weight > 10', 'round(data.weight) > 10')
    const graph = graphOf(unreadable)
    const edge = graph.edges.find(({ target }) => target === 'driven')

    expect(edge?.isGuardPlain).toBe(false)
    expect(edge?.guard?.en).toBe('round(Weight) > 10; otherwise')
    expect(diagramOutline(graph, 'en')).toContain('Send [by a rule] → On the road')
    expect(diagramOutline(graph, 'zh-CN')).toContain('[按规则判定]')
    // Whoever writes processes reads the file anyway.
    expect(diagramMermaid(graph, 'en')).toContain('Send [round(Weight) > 10； otherwise]')
  })

  it.each([
    [`'visits["ready"] > 1'`, "times in 'Ready' > 1", '“待寄”的次数 > 1'],
    [`'instance.origin == ""'`, 'not begun from another case', '非由其他案件发起'],
    [`'or(data.weight, 0) > 10'`, 'Weight > 10', '重量 > 10'],
  ])('says %s in words', (guard, english, chinese) => {
    const graph = graphOf(parcel.replace('present(data.weight) && data.weight > 10', guard))
    const edge = graph.edges.find(({ target }) => target === 'driven')

    expect(edge).toMatchObject({
      isGuardPlain: true,
      guard: { en: `${english}; otherwise`, 'zh-CN': `${chinese}；否则` },
    })
  })

  it('names the other process by its title where that is known', () => {
    const awaiting = checked(`
fields: {}
events: {}
initial: away
states:
  away: { title: { zh-CN: 外出, en: Away }, invoke: { service: courier, onDone: back, onError: back } }
  back: { type: final, outcome: back, title: { zh-CN: 已回, en: Back } }
`)
    const { states, edges } = diagramGraph(awaiting, new Map())

    expect(states[0]?.awaits).toEqual({ kind: 'service', title: { 'zh-CN': 'courier', en: 'courier' } })
    expect(edges.map(({ kind, on }) => [kind, on])).toEqual([
      ['result', 'invoke.onDone'],
      ['error', 'invoke.onError'],
    ])
  })
})

describe('the picture as text', () => {
  it('lists every state in its place with every way out of it, in both languages', () => {
    const graph = graphOf(parcel)
    const [chinese, text] = [diagramOutline(graph, 'zh-CN'), diagramOutline(graph, 'en')]

    expect(text.split('\n').slice(0, 9)).toEqual([
      'Parcel',
      '- Parcel',
      '    Call back → Called back',
      '  - Preparing, parallel, begins here',
      '      done → Ready',
      '    - Goods',
      '      - Loose, begins here',
      '          Pack → Packed',
      '          Weigh → Loose',
    ])
    expect(text).toContain('Send [has Weight and Weight > 10; otherwise] → On the road')
    expect(chinese).toContain('- 待寄，期限 2 小时')
    for (const { title } of [...graph.states, ...graph.edges]) {
      expect(text).toContain(title.en)
      expect(chinese).toContain(title['zh-CN'])
    }
  })

  it('is written for mermaid with nested states, regions and ends', () => {
    const text = diagramMermaid(graphOf(parcel), 'en')

    expect(text).toMatch(/^stateDiagram-v2\n/)
    expect(text).toMatch(/state "Goods" as s\d+ \{\n +\[\*\] --> s\d+\n/)
    expect(text).toMatch(/\n +--\n/)
    expect(text).toMatch(/s\d+ --> s\d+ : Send \[Way = By air\]\n/)
    expect(text).toMatch(/s\d+ --> \[\*\]\n/)
  })

  it('keeps signs of mermaid out of titles', () => {
    const tricky = parcel.replace('en: In the air', 'en: "In: #air; \\"up\\""')

    expect(diagramMermaid(graphOf(tricky), 'en')).toContain('state "In： ＃air； ”up”" as')
  })
})
