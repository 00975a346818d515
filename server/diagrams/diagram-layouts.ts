import { layOut, layoutKey, type DiagramLayout, type Engine, type LayoutRequest } from '../../engine/index.js'

/** Layouts kept in memory; the one asked for longest ago makes room. */
const mostKept = 64

/** Where everything is in pictures of processes. */
export interface DiagramLayouts {
  /**
   * The layout of a picture: kept here, else found in the database, else made, which takes up to some seconds in a thread
   * of its own and happens once for each picture, language and direction.
   */
  of(request: LayoutRequest): Promise<DiagramLayout>
}

/** Layouts over the database of an engine. Those who ask for the same one at once wait for the same work. */
export function createDiagramLayouts(engine: Engine): DiagramLayouts {
  const kept = new Map<string, Promise<DiagramLayout>>()
  return {
    of(request) {
      const key = layoutKey(request)
      const layout = kept.get(key) ?? foundOrMade(engine, key, request)
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

async function foundOrMade(engine: Engine, key: string, request: LayoutRequest): Promise<DiagramLayout> {
  const stored = await engine.store.read.diagramLayout(key)
  if (stored !== undefined) return JSON.parse(stored) as DiagramLayout
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
