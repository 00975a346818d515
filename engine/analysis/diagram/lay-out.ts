import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { ElkNode } from 'elkjs/lib/elk-api.js'
import { canonicalJson, EngineError } from '../../errors/index.js'
import type { DiagramLayout } from './diagram-layout.js'
import { countOverlaps } from './count-overlaps.js'
import { fromElk } from './from-elk.js'
import { demands, layoutRules, toElk, type LayoutRequest } from './to-elk.js'

/**
 * Name of a layout: two requests have the same exactly when everything that decides where something is drawn is the
 * same, so profiles and versions that differ only in what is not drawn share one.
 */
export function layoutKey(request: LayoutRequest): string {
  const laidOut = canonicalJson([layoutRules, toElk(request)])
  return createHash('sha256').update(laidOut).digest('hex')
}

/**
 * Lays a picture out. That takes from a tenth of a second to some seconds, so it happens in a thread of its own, which
 * ends when there is nothing left to do. Where ELK fails, or leaves two things in one place, less is asked of it; of
 * pictures that are never clear the clearest is taken. Throws `engine-bug` where it always fails.
 */
export async function layOut(request: LayoutRequest): Promise<DiagramLayout> {
  const { graph, direction } = request
  let best: { readonly layout: DiagramLayout; readonly overlaps: number } | undefined
  let failure: unknown
  for (const demand of demands)
    try {
      const layout = fromElk(graph, await placedByThread(toElk(request, demand)), direction)
      const overlaps = countOverlaps(graph, layout)
      if (overlaps < (best?.overlaps ?? Infinity)) best = { layout, overlaps }
      if (overlaps === 0) break
    } catch (error) {
      failure = error
    }
  if (!best) throw failure
  return best.layout
}

interface Waiting {
  readonly resolve: (placed: ElkNode) => void
  readonly reject: (error: Error) => void
}

/** The thread with those who wait for it, in the order they asked; there is at most one. */
let thread: { readonly worker: Worker; readonly waiting: Waiting[] } | undefined

function placedByThread(graph: ElkNode): Promise<ElkNode> {
  const { worker, waiting } = (thread ??= startThread())
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject })
    worker.postMessage(graph)
  })
}

/** Text and no file, since it has to run from the sources as from what is built of them. It answers in order. */
const threadCode = `
const { parentPort, workerData } = require('node:worker_threads')
const Elk = require(workerData)
const elk = new Elk()
let before = Promise.resolve()
parentPort.on('message', (graph) => {
  before = before
    .then(() => elk.layout(graph))
    .then((placed) => parentPort.postMessage({ placed }), (error) => parentPort.postMessage({ message: String(error?.message ?? error) }))
})`

function startThread(): NonNullable<typeof thread> {
  const elk = createRequire(import.meta.url).resolve('elkjs/lib/elk.bundled.js')
  const worker = new Worker(threadCode, { eval: true, workerData: elk })
  const waiting: Waiting[] = []
  const own = { worker, waiting }
  const end = (error?: Error): void => {
    if (thread === own) thread = undefined
    void worker.terminate()
    for (const { reject } of waiting.splice(0)) reject(error ?? layoutFailed('its thread has ended'))
  }
  worker.on('message', (answer: { readonly placed?: ElkNode; readonly message?: string }) => {
    const first = waiting.shift()
    if (answer.placed) first?.resolve(answer.placed)
    else first?.reject(layoutFailed(answer.message ?? 'it says nothing'))
    if (waiting.length === 0) end()
  })
  worker.on('error', (error) => end(layoutFailed(error.message)))
  worker.on('exit', () => end())
  return own
}

const layoutFailed = (why: string): EngineError =>
  new EngineError('engine-bug', `Expected to lay a picture out, but it failed: ${why}. Please report this.`)
