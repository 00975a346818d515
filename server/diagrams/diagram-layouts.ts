import {
  EngineError,
  layOut,
  layoutKey,
  type DiagramLayout,
  type Engine,
  type LayoutRequest,
} from '../../engine/index.js'

/** Layouts kept in memory; the one asked for longest ago makes room. */
const mostKept = 64

/** Layouts of pictures somebody put together by hand that are made at once: each may take seconds, and they take turns. */
const mostByHand = 8

/** Where everything is in pictures of processes. */
export interface DiagramLayouts {
  /**
   * The layout of a picture: kept here, else found in the database, else made, which takes up to some seconds in a thread
   * of its own and happens once for each picture, language and direction. One `isByHand` is kept here alone, since there
   * are too many ways to put a picture together; rejects with `engine-busy` where eight such are being made.
   */
  of(request: LayoutRequest, options: { readonly isByHand: boolean }): Promise<DiagramLayout>
}

/** Layouts over the database of an engine. Those who ask for the same one at once wait for the same work. */
export function createDiagramLayouts(engine: Engine): DiagramLayouts {
  const kept = new Map<string, Promise<DiagramLayout>>()
  let byHand = 0
  const make = async (request: LayoutRequest): Promise<DiagramLayout> => {
    if (byHand >= mostByHand) throw tooManyByHand()
    byHand += 1
    try {
      return await layOut(request)
    } finally {
      byHand -= 1
    }
  }
  return {
    of(request, { isByHand }) {
      const key = layoutKey(request)
      const layout =
        kept.get(key) ??
        found(engine, key).then((one) => one ?? (isByHand ? make(request) : made(engine, key, request)))
      kept.delete(key)
      kept.set(key, layout)
      const [oldest] = kept.keys()
      if (oldest !== undefined && kept.size > mostKept) kept.delete(oldest)
      // What failed is tried again by whoever asks next.
      layout.catch(() => kept.delete(key))
      return layout
    },
  }
}

async function found(engine: Engine, key: string): Promise<DiagramLayout | undefined> {
  const stored = await engine.store.read.diagramLayout(key)
  return stored === undefined ? undefined : (JSON.parse(stored) as DiagramLayout)
}

async function made(engine: Engine, key: string, request: LayoutRequest): Promise<DiagramLayout> {
  const layout = await layOut(request)
  const { graph, language, direction } = request
  await engine.store.transaction(
    (tx) =>
      tx.saveDiagramLayout({
        ...{ key, process: graph.process, language, direction },
        layout: JSON.stringify(layout),
        createdAt: engine.now(),
      }),
    { name: 'diagram-layout' },
  )
  return layout
}

function tooManyByHand(): EngineError {
  return new EngineError(
    'engine-busy',
    `Expected fewer pictures in the making, but ${mostByHand} are. Ask again in a moment.`,
    { retryable: true },
  )
}
