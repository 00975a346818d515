import {
  caseMarks,
  compileProcess,
  diagramGraph,
  EngineError,
  systemClock,
  type DiagramGraph,
  type DiagramMarks,
  type InstanceRecord,
  type JsonValue,
  type MarkedEntry,
  type StoreReads,
  type Text,
} from '../engine/index.js'
import { withReadStore } from './open-database.js'

/**
 * A case as it is drawn: on the version in the database, so that no folder is needed. Throws `usage-wrong` where there is
 * no such case, or none of the process that is named.
 */
export function drawnCase(
  name: string,
  { place, process }: { readonly place: string; readonly process: string | undefined },
): Promise<{ readonly graph: DiagramGraph; readonly marks: DiagramMarks }> {
  return withReadStore(place, async ({ read }) => {
    const record = await caseNamed(read, name)
    if (process !== undefined && record.process !== process)
      throw new EngineError(
        'usage-wrong',
        `Expected a case of '${process}', but '${name}' is one of '${record.process}'.`,
      )
    const versions = await read.processVersions()
    const titles = new Map(versions.flatMap(({ process: id, resolved }) => titled(id, resolved['title'])))
    const version = await read.processVersion(record.version)
    const compiled = version && compileProcess(version.resolved).process
    if (!compiled)
      throw new EngineError(
        'record-does-not-fit',
        `Expected the process version ${record.version}, but the database does not hold it as one that can be read.`,
      )
    const graph = diagramGraph(compiled, titles)
    const trail = await wholeTrail(read, record.id)
    return { graph, marks: caseMarks(graph, { record, trail, now: systemClock.now() }) }
  })
}

async function caseNamed(read: StoreReads, name: string): Promise<InstanceRecord> {
  const direct = await read.instance(name)
  if (direct) return direct
  const { items } = await read.instances({ q: name }, { limit: 50 })
  const id = items.find(({ number }) => number === name)?.id
  const found = id === undefined ? undefined : await read.instance(id)
  if (found) return found
  throw new EngineError('usage-wrong', `Expected the number or id of a case, but there is no case '${name}'.`)
}

async function wholeTrail(read: StoreReads, id: string): Promise<readonly MarkedEntry[]> {
  const trail: MarkedEntry[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await read.trail(id, { limit: 500, ...(cursor !== undefined && { cursor }) })
    for (const { type, body } of items) trail.push({ type, body })
    cursor = next
  } while (cursor !== undefined)
  return trail
}

function titled(id: string, title: JsonValue | undefined): readonly (readonly [string, Text])[] {
  if (typeof title !== 'object' || title === null || Array.isArray(title)) return []
  const { 'zh-CN': chinese, en } = title
  return typeof chinese === 'string' && typeof en === 'string' ? [[id, { 'zh-CN': chinese, en }]] : []
}
