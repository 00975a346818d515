import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDiagramLayouts } from '../../server/diagrams/diagram-layouts.js'
import { layoutKey, type LayoutRequest } from '../../engine/index.js'
import { openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'

let open: TestEngine
beforeAll(async () => {
  open = await openTestEngine()
})
afterAll(() => open.close())

const title = { 'zh-CN': '状态', en: 'State' }

/** A picture that is like no other: it has so many states. */
const picture = (count: number): LayoutRequest => ({
  ...{ language: 'en', direction: 'down' },
  graph: {
    ...{ process: 'enquiry', title, initial: 's0', edges: [] },
    states: Array.from({ length: count }, (_, index) => ({
      ...{ path: `s${index}`, title, isLane: false, inside: [] },
      kind: 'atomic' as const,
    })),
  },
})
const stored = (request: LayoutRequest) => open.engine.store.read.diagramLayout(layoutKey(request))

describe('layouts of pictures', () => {
  it('are kept in the database, but for those put together by hand, which find what is there', async () => {
    const layouts = createDiagramLayouts(open.engine)
    const [usual, own] = [picture(20), picture(21)]

    const first = await layouts.of(usual, { isByHand: false })
    await layouts.of(own, { isByHand: true })
    const again = await createDiagramLayouts(open.engine).of(usual, { isByHand: true })

    expect(JSON.parse((await stored(usual)) ?? '')).toEqual(first)
    expect(await stored(own)).toBeUndefined()
    expect(again).toEqual(first)
  })

  it('are made by hand a few at once, and the rest is told to come again', async () => {
    const layouts = createDiagramLayouts(open.engine)
    const ask = (count: number, from: number) =>
      Promise.allSettled(
        Array.from({ length: count }, (_, index) => layouts.of(picture(from + index), { isByHand: true })),
      )

    const answers = await ask(12, 1)
    const later = await ask(4, 9)

    const refused = answers.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(4)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'engine-busy', retryable: true })
    expect(later.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'fulfilled'))
  })
})
