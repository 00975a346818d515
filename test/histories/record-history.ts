import { EngineError, type Answer, type Engine, type TrailRow } from '../../engine/index.js'
import { Random } from '../fuzz/random.js'
import { accepted } from '../runtime/open-test-engine.js'
import type { Asked, Call, RecordedHistory } from './call.js'

const clerk = { id: 'ann', roles: ['clerk'] }

/** How many callers there are, and how many calls each makes. */
export interface Crowd {
  readonly seed: number
  readonly callers: number
  readonly calls: number
  readonly cases: number
}

/**
 * Lets callers send to few cases through several engines on one database at once, and records each call with its begin
 * and its end. Every third key is used by two callers at a time.
 */
export async function recordHistory(engines: readonly Engine[], crowd: Crowd): Promise<RecordedHistory> {
  const [one] = engines
  if (!one) throw new Error('Expected an engine, but there is none.')
  const firsts = await Promise.all(
    Array.from({ length: crowd.cases }, async (_, at) =>
      accepted(await one.create('errand', { data: { address: `street ${at}` }, actor: clerk })),
    ),
  )
  const calls: Call[] = []
  let marks = 1_000
  const caller = async (number: number): Promise<void> => {
    const random = new Random(crowd.seed * 1000 + number)
    for (let made = 0; made < crowd.calls; made += 1) {
      marks += 1
      const instance = random.pick(firsts).id
      const asked = choose(random, { instance, mark: marks })
      const node = random.whole(0, engines.length - 1)
      const twin = (node + 1) % engines.length
      const nodes = asked.idempotencyKey === undefined ? [node] : [node, twin]
      calls.push(...(await Promise.all(nodes.map((at) => call(engines[at]!, asked, at)))))
    }
  }
  await Promise.all(Array.from({ length: crowd.callers }, (_, number) => caller(number)))
  const cases = await Promise.all(
    firsts.map(async (first) => ({
      first,
      last: (await one.get(first.id))!,
      trail: await wholeTrail(one, first.id),
    })),
  )
  return { calls, cases }
}

function choose(random: Random, { instance, mark }: { instance: string; mark: number }): Asked {
  const kind = random.weighted<Asked['kind']>([
    [5, 'count'],
    [5, 'note'],
    [3, 'correct'],
    [0.3, 'go'],
  ])
  return {
    ...{ instance, kind, mark },
    ...(random.chance(0.33) && { idempotencyKey: `key-${mark}` }),
    ...(random.chance(0.1) && { expectedRevision: random.whole(1, 30) }),
  }
}

async function call(engine: Engine, asked: Asked, node: number): Promise<Call> {
  const begin = process.hrtime.bigint()
  try {
    const answer = await send(engine, asked)
    const end = process.hrtime.bigint()
    return {
      ...{ asked, node, begin, end },
      ...(answer.refused && { refused: answer.refused.code }),
      ...('repeated' in answer && { repeated: true as const }),
      ...(answer.instance && { record: answer.instance }),
    }
  } catch (error) {
    const failed = error instanceof EngineError ? error.code : String(error)
    return { asked, node, begin, end: process.hrtime.bigint(), failed }
  }
}

function send(
  engine: Engine,
  { instance, kind, mark, idempotencyKey, expectedRevision }: Asked,
): Promise<Answer> {
  const request = {
    actor: clerk,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(expectedRevision !== undefined && kind !== 'note' && { expectedRevision }),
  }
  switch (kind) {
    case 'count':
      return engine.send(instance, 'count', { ...request, payload: { parcels: mark } })
    case 'note':
      return engine.note(instance, { ...request, text: `note ${mark}` })
    case 'correct':
      return engine.correct(instance, { ...request, changes: { address: `street ${mark}` }, reason: 'moved' })
    case 'go':
      return engine.send(instance, 'go', request)
  }
}

async function wholeTrail(engine: Engine, id: string): Promise<readonly TrailRow[]> {
  const rows: TrailRow[] = []
  for (let cursor: string | undefined, isMore = true; isMore;) {
    const page = await engine.trail(id, { limit: 500, ...(cursor !== undefined && { cursor }) })
    rows.push(...page.items)
    cursor = page.next
    isMore = cursor !== undefined
  }
  return rows
}
