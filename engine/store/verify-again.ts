import type { ChainState, Store } from './port.js'
import { digestOf, verifyCases } from './verify-cases.js'
import type { ChainLink } from './verify-chain.js'
import { verifyRecords } from './verify-kept.js'
import type { VerifiedPage } from './verify-progress.js'
import type { ResumedPart, VerifyOptions } from './verify-report.js'
import type { VerifyTally } from './verify-tally.js'

const pageSize = 1000

/** What a run that goes on needs. */
export interface Resuming {
  readonly tally: VerifyTally
  readonly actOf: VerifyOptions['actOf']
  /** Called behind every page with its last case. */
  readonly onPage: (instance: string) => void
}

/**
 * Takes over what runs before have read: each page is read again and compared, byte by byte, with what it was when it
 * was verified, which is much less work than to verify it. A page that differs is verified anew; rows that came to its
 * cases, and cases that came between them, are verified as well. `undefined` where nothing was read before.
 */
export async function verifyEarlier(
  store: Store,
  earlier: AsyncIterable<VerifiedPage>,
  resuming: Resuming,
): Promise<ResumedPart | undefined> {
  let part: ResumedPart | undefined
  let after: string | undefined
  for await (const page of earlier) {
    const { until, at } = page
    const begun = part ?? { from: at, to: at, until, instances: 0, rows: 0, again: 0 }
    const taken = await verifyPage(store, { page, after }, resuming)
    part = {
      ...begun,
      ...{ to: at, until },
      instances: begun.instances + taken.instances,
      rows: begun.rows + taken.rows,
      again: begun.again + taken.again,
    }
    after = until
    resuming.onPage(until)
  }
  return part
}

async function verifyPage(
  store: Store,
  { page, after }: { readonly page: VerifiedPage; readonly after: string | undefined },
  resuming: Resuming,
): Promise<Pick<ResumedPart, 'instances' | 'rows' | 'again'>> {
  const { tally } = resuming
  const known = new Map<string, ChainLink>(page.cases.map(([id, seq, hash]) => [id, { seq, hash }]))
  const isSame = page.digest !== undefined && page.digest === (await digestOfPage(store, page))
  if (isSame) {
    const { rows, erased, acts } = page
    tally.add({ instances: 0, rows, erased, acts, findings: [] })
  }
  let again = 0
  for await (const states of statesBetween(store, after, page.until)) {
    await verifyCases(store, states, { ...resuming, ...(isSame && { from: known }) })
    await verifyRecords(
      store,
      states.map(({ instance }) => instance),
      tally.report,
    )
    tally.count({ instances: states.length })
    again += isSame ? states.filter(({ instance }) => !known.has(instance)).length : states.length
    for (const { instance } of states) known.delete(instance)
  }
  for (const [instance, { seq }] of known) {
    const message = `Expected case '${instance}', of which ${seq} rows were read before, but it is missing.`
    tally.report({ kind: 'instance-missing', instance, message })
  }
  return { instances: isSame ? page.cases.length : 0, rows: isSame ? page.rows : 0, again }
}

function digestOfPage(store: Store, { cases }: VerifiedPage): Promise<string | undefined> {
  return digestOf(
    store,
    cases.map(([instance, until]) => ({ instance, until })),
  )
}

async function* statesBetween(
  store: Store,
  after: string | undefined,
  until: string,
): AsyncIterable<readonly ChainState[]> {
  let place = after
  for (;;) {
    const states = await store.read.chainStates(place, pageSize, until)
    if (states.length > 0) yield states
    if (states.length < pageSize) return
    place = states.at(-1)?.instance
  }
}
