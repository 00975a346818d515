import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  layOut,
  layoutKey,
  type DiagramGraph,
  type Direction,
  type LayoutRequest,
} from '../../../engine/index.js'
import { straightened } from '../../../engine/analysis/diagram/straighten.js'
import { graphOf, parcel } from './checked.js'
import { layoutFlaws } from './layout-flaws.js'
import { randomGraph } from './random-graph.js'

const request = (more: Partial<LayoutRequest> = {}): LayoutRequest => ({
  ...{ graph: graphOf(parcel), language: 'en', direction: 'down' },
  ...more,
})

/** Several at once, since each thread takes its time to begin. */
const atOnce = 8

describe('a layout', () => {
  for (const direction of ['down', 'right'] satisfies Direction[])
    it(`has every state and label in a place of its own, and edges from state to state, going ${direction}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(randomGraph, { minLength: atOnce, maxLength: atOnce }), async (graphs) => {
          const flaws = await Promise.all(
            graphs.map(async (graph) => {
              const layout = await layOut({ graph, language: 'en', direction })
              return layoutFlaws(graph, layout)
            }),
          )

          expect(flaws.flat()).toEqual([])
        }),
        { numRuns: direction === 'down' ? 4 : 1, endOnFailure: true },
      )
    }, 600_000)

  it('asks less of ELK where that leaves lanes with many ways between them over each other', async () => {
    const graph = JSON.parse(
      await readFile(new URL('lanes-across.json', import.meta.url), 'utf8'),
    ) as DiagramGraph

    const layout = await layOut({ graph, language: 'en', direction: 'down' })

    expect(layoutFlaws(graph, layout)).toEqual([])
  })

  it('has no slant in a line, however ELK leads it', () => {
    const slanted = [
      { x: 322, y: 102 },
      { x: 322, y: 176 },
      { x: 320.7, y: 194 },
      { x: 320.7, y: 350 },
    ]

    expect(straightened(slanted)).toEqual([
      { x: 322, y: 102 },
      { x: 322, y: 194 },
      { x: 320.7, y: 194 },
      { x: 320.7, y: 350 },
    ])
    expect(straightened([slanted[0]!, { x: 321, y: 350 }])).toEqual([slanted[0], { x: 322, y: 350 }])
  })

  it('is the same every time, and has the order of the document', async () => {
    const [first, second] = await Promise.all([layOut(request()), layOut(request())])

    expect(second).toEqual(first)
    const topOf = (path: string) => first.states[path]?.y ?? 0
    expect(topOf('preparing')).toBeLessThan(topOf('ready'))
    expect(topOf('ready')).toBeLessThan(topOf('recalled'))
    expect(topOf('recalled')).toBeLessThan(topOf('closed'))
  })

  it('draws a way back to the same state on its right side', async () => {
    const { states, edges } = await layOut(request())
    const box = states['preparing.goods.loose']!
    const { points } = edges['preparing.goods.loose event:weigh preparing.goods.loose']!

    expect(points[0]?.x).toBeCloseTo(box.x + box.width, 0)
    expect(points.every(({ x }) => x >= box.x + box.width - 1)).toBe(true)
  })

  it('is known by a key that changes with what decides it, and with nothing else', () => {
    const key = layoutKey(request())
    const renamed = graphOf(parcel.replace('en: Ready }', 'en: Ready to be sent off }'))
    const counted = graphOf(parcel.replace('1.0.0', '1.0.1').replace('outcome: closed', 'outcome: done'))

    expect(layoutKey(request({ language: 'zh-CN' }))).not.toBe(key)
    expect(layoutKey(request({ direction: 'right' }))).not.toBe(key)
    expect(layoutKey(request({ graph: renamed }))).not.toBe(key)
    expect(layoutKey(request({ graph: counted }))).toBe(key)
  })
})
