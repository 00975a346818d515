import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  closeStates,
  diagramSvg,
  layOut,
  noMarks,
  usuallyClosed,
  type DiagramGraph,
  type DiagramMarks,
} from '../../../engine/index.js'
import { graphOf, parcel } from './checked.js'
import { layoutFlaws } from './layout-flaws.js'
import { randomGraph } from './random-graph.js'

const graph = graphOf(parcel)
const marks = (more: Partial<DiagramMarks> = {}): DiagramMarks => ({ ...noMarks, ...more })
const paths = ({ states }: DiagramGraph): string[] => states.map(({ path }) => path)
const closed = (path: string, more: Partial<DiagramMarks> = {}) =>
  closeStates({ graph, marks: marks(more) }, new Set([path]))

/** A random picture, some of whose states are to be closed. */
const pictures = fc.record({ graph: randomGraph, picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }) })
const chosen = ({ states }: DiagramGraph, picks: readonly number[]): ReadonlySet<string> =>
  new Set(picks.map((pick) => states[pick % states.length]!.path))

describe('a picture with closed states', () => {
  it('has one box for a state and those inside it, which says how many they are', async () => {
    const view = closed('preparing')
    const box = view.graph.states.find(({ path }) => path === 'preparing')
    const inside = paths(graph).filter((path) => path.startsWith('preparing.'))
    const layout = await layOut({ graph: view.graph, language: 'en', direction: 'down' })
    const svg = diagramSvg({ ...view, layout, language: 'en' })

    expect(inside.length).toBeGreaterThan(2)
    expect(paths(view.graph)).toEqual(paths(graph).filter((path) => !inside.includes(path)))
    expect(box?.statesInside).toBeGreaterThan(1)
    expect(box).not.toHaveProperty('initial')
    expect(svg).toMatch(
      new RegExp(
        `class="[^"]*closed[^"]*"[^>]*data-state="preparing"[^>]*closed, ${box?.statesInside} states inside`,
      ),
    )
  })

  it('counts ways it stands for, and how often each was taken', () => {
    const leaving = graph.edges.filter(
      ({ source, target }) => source.startsWith('preparing.') && !target.startsWith('preparing'),
    )
    const { id = '' } = leaving[0] ?? {}
    const view = closed('preparing', { edges: { [id]: { times: 2 } } })
    const lifted = view.graph.edges.filter(({ source }) => source === 'preparing')

    expect(lifted.length).toBeGreaterThan(0)
    expect(Object.values(view.marks.edges)).toEqual(id === '' ? [] : [{ times: 2 }])
  })

  it('leaves open where the case is, shows what happened inside, and ends moves at the box', () => {
    const inside = paths(graph).filter((path) => path.startsWith('preparing.'))
    const [first = '', second = ''] = inside
    const badge = { kind: 'failed', text: { 'zh-CN': '未成功', en: 'failed' } } as const
    const there = closed('preparing', {
      states: { preparing: { isCurrent: true }, [first]: { isCurrent: true } },
    })
    const past = closed('preparing', {
      states: { preparing: { visits: 1 }, [first]: { visits: 3, badges: [badge] } },
      moves: [
        { from: first, to: second, times: 1 },
        { from: 'ready', to: first, times: 1 },
      ],
    })

    expect(paths(there.graph)).toEqual(paths(graph))
    expect(past.marks.states['preparing']).toEqual({ visits: 1, badges: [badge] })
    expect(past.marks.moves).toEqual([
      { to: 'preparing', times: 1 },
      { from: 'ready', to: 'preparing', times: 1 },
    ])
  })

  it('closes what lies deep, and everything that holds others where there are more than forty states', () => {
    const deep = usuallyClosed({ graph, marks: noMarks })
    const many: DiagramGraph = {
      ...graph,
      states: [
        ...graph.states,
        ...Array.from({ length: 40 }, (_, index) => ({ ...graph.states.at(-1)!, path: `more-${index}` })),
      ],
    }

    expect(deep.size).toBeGreaterThan(0)
    for (const path of deep) {
      expect(path).toContain('.')
      expect(graph.states.some(({ parent }) => parent === path)).toBe(true)
    }
    expect([...usuallyClosed({ graph: many, marks: noMarks })]).toContain('preparing')
  })

  it('has every state once, and every way between what is drawn, whatever is closed', () => {
    fc.assert(
      fc.property(pictures, ({ graph: any, picks }) => {
        const asked = chosen(any, picks)
        const view = closeStates({ graph: any, marks: noMarks }, asked).graph
        const drawn = new Set(paths(view))

        for (const path of paths(any)) {
          const isInside = [...asked].some((one) => path.startsWith(`${one}.`))
          expect(drawn.has(path)).toBe(!isInside)
        }
        expect(new Set(view.edges.map(({ id }) => id)).size).toBe(view.edges.length)
        for (const { source, target } of view.edges)
          expect([drawn.has(source), drawn.has(target)]).toEqual([true, true])
        for (const { initial, statesInside } of view.states)
          if (initial !== undefined) expect([drawn.has(initial), statesInside]).toEqual([true, undefined])
        const between = any.edges.filter(({ source, target }) => top(source, view) !== top(target, view))
        for (const { source, target } of between)
          expect(
            view.edges.some((one) => one.source === top(source, view) && one.target === top(target, view)),
          ).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('is laid out as clearly as any other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pictures, { minLength: 6, maxLength: 6 }), async (all) => {
        const flaws = await Promise.all(
          all.map(async ({ graph: any, picks }) => {
            const view = closeStates({ graph: any, marks: noMarks }, chosen(any, picks)).graph
            return layoutFlaws(view, await layOut({ graph: view, language: 'en', direction: 'down' }))
          }),
        )

        expect(flaws.flat()).toEqual([])
      }),
      { numRuns: 3, endOnFailure: true },
    )
  }, 300_000)
})

/** What is drawn for a state: itself, or the box it lies in. */
function top(path: string, view: DiagramGraph): string {
  const box = view.states.find(
    (state) => state.statesInside !== undefined && path.startsWith(`${state.path}.`),
  )
  return box?.path ?? path
}
