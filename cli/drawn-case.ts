import {
  allRows,
  caseMarks,
  compileProcess,
  diagramGraph,
  EngineError,
  systemClock,
  type InstanceRecord,
  type JsonValue,
  type MarkedGraph,
  type StoreReads,
  type Text,
} from '../engine/index.js'
import { expectCase, refuseUnknown } from './expect-case.js'
import { withReadStore } from './open-database.js'

/**
 * A case as it is drawn: on the version in the database, so that no folder is needed. Throws `usage-wrong` where there is
 * no such case, or none of the process that is named.
 */
export function drawnCase(
  name: string,
  { place, process }: { readonly place: string; readonly process: string | undefined },
): Promise<MarkedGraph> {
  return withReadStore(place, async ({ read }) => {
    const record = await recordNamed(read, name)
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
    const trail = await allRows((page) => read.trail(record.id, page))
    const open = await allRows((page) => read.incidents({ instance: record.id, status: 'open' }, page))
    const undelivered = open.map(({ subject }) => subject)
    return { graph, marks: caseMarks(graph, { record, trail, undelivered, now: systemClock.now() }) }
  })
}

async function recordNamed(read: StoreReads, name: string): Promise<InstanceRecord> {
  const { id } = await expectCase(read, name)
  return (await read.instance(id)) ?? refuseUnknown(name)
}

function titled(id: string, title: JsonValue | undefined): readonly (readonly [string, Text])[] {
  if (typeof title !== 'object' || title === null || Array.isArray(title)) return []
  const { 'zh-CN': chinese, en } = title
  return typeof chinese === 'string' && typeof en === 'string' ? [[id, { 'zh-CN': chinese, en }]] : []
}
