import { createHash, type Hash } from 'node:crypto'
import { EngineError } from '../errors/index.js'
import type { ChainPart, ChainRow, ChainState, Store } from './port.js'
import { chainLine } from './tables/trail.js'
import { checkChain, type ChainCheck, type ChainLink } from './verify-chain.js'
import type { VerifyOptions } from './verify-report.js'
import type { VerifyTally } from './verify-tally.js'

/** Rows that are in memory at once, and the longest trail that is read together with others. */
const mostRows = 2000

/** What the trails of some cases are compared with and counted in. */
export interface Verifying {
  readonly tally: VerifyTally
  readonly actOf: VerifyOptions['actOf']
  /** Places up to which chains were read already, by case. */
  readonly from?: ReadonlyMap<string, ChainLink>
}

/**
 * Follows the chains of some cases to their heads. Gives the digest of the rows as they were read, by which they are
 * known again; `undefined` where some could not even be read.
 */
export async function verifyCases(
  store: Store,
  states: readonly ChainState[],
  verifying: Verifying,
): Promise<string | undefined> {
  const checks = new Map(
    states.map((state) => [
      state.instance,
      checkChain(state, verifying, verifying.from?.get(state.instance)),
    ]),
  )
  const parts = states.map(({ instance, count, lastSeq }) => {
    const link = verifying.from?.get(instance)
    return { instance, ...(link && { after: link.seq }), until: Math.min(count, lastSeq) }
  })
  const digest = createHash('sha256')
  let isWhole = true
  for (const batch of oneAhead(batchesOf(parts), (one) => openBatch(store, one)))
    if (!(await verifyBatch(batch, checks, digest))) {
      isWhole = false
      await verifyEach(store, batch.parts, { checks, tally: verifying.tally })
    }
  for (const check of checks.values()) check.end()
  return isWhole ? digest.digest('hex') : undefined
}

/** Digest of rows as they stand, to be compared with that of the time they were verified. */
export async function digestOf(store: Store, parts: readonly ChainPart[]): Promise<string | undefined> {
  const digest = createHash('sha256')
  try {
    for (const batch of oneAhead(batchesOf(parts), (one) => openBatch(store, one)))
      for await (const { text } of batch.pages()) digest.update(`${text}\n`)
  } catch (error) {
    if (isUnreadable(error)) return undefined
    throw error
  }
  return digest.digest('hex')
}

interface Batch {
  readonly parts: readonly ChainPart[]
  pages(): AsyncIterable<Page>
}

interface Page {
  /** The rows as they are compared. */
  readonly text: string
  rows(): readonly { readonly instance: string; readonly row: ChainRow }[]
}

/** False, with nothing taken of the page, where a column holds what it cannot. */
async function verifyBatch(
  batch: Batch,
  checks: ReadonlyMap<string, ChainCheck>,
  digest: Hash,
): Promise<boolean> {
  try {
    for await (const page of batch.pages()) {
      digest.update(`${page.text}\n`)
      for (const { instance, row } of page.rows()) checks.get(instance)?.row(row)
    }
    return true
  } catch (error) {
    if (isUnreadable(error)) return false
    throw error
  }
}

/** A column that cannot even be read (no number, no JSON) must not end the search in the other cases. */
async function verifyEach(
  store: Store,
  parts: readonly ChainPart[],
  { checks, tally }: { readonly checks: Map<string, ChainCheck>; readonly tally: VerifyTally },
): Promise<void> {
  for (const part of parts) {
    const { instance } = part
    if (parts.length > 1 && (await verifyBatch(openBatch(store, [part]), checks, createHash('sha256'))))
      continue
    // Where it ends cannot be told either.
    checks.delete(instance)
    const message = `Expected the trail of case '${instance}' as it was written, but a column of it cannot be read. Restore it from a backup.`
    tally.report({ kind: 'row-altered', instance, message })
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'database-failed'
}

/** Short trails together, long ones by themselves. */
function* batchesOf(parts: readonly ChainPart[]): Iterable<readonly ChainPart[]> {
  let together: ChainPart[] = []
  let rows = 0
  for (const part of parts) {
    const count = part.until - (part.after ?? 0)
    // A trail that has not grown since has nothing to be read.
    if (count <= 0 && part.after !== undefined) continue
    if (count > mostRows) {
      yield [part]
      continue
    }
    if (rows + count > mostRows) {
      yield together
      together = []
      rows = 0
    }
    together.push(part)
    rows += count
  }
  if (together.length > 0) yield together
}

/** Opens the next one before the one before it is worked on, so that the database is not waited for. */
function* oneAhead<T, U>(items: Iterable<T>, open: (item: T) => U): Iterable<U> {
  let before: { readonly opened: U } | undefined
  for (const item of items) {
    const opened = open(item)
    if (before) yield before.opened
    before = { opened }
  }
  if (before) yield before.opened
}

function openBatch(store: Store, parts: readonly ChainPart[]): Batch {
  const [only] = parts
  if (parts.length === 1 && only && only.until - (only.after ?? 0) > mostRows)
    return { parts, pages: () => longTrail(store, only) }
  const reading = store.read.chainText(parts)
  // It may fail before anybody looks; whoever does is told.
  reading.catch(() => undefined)
  return {
    parts,
    async *pages() {
      const text = await reading
      yield { text, rows: () => (text === '' ? [] : text.split('\n').map(chainLine)) }
    },
  }
}

/** A long trail is read by its own index, a page at a time. */
async function* longTrail(store: Store, { instance, after, until }: ChainPart): AsyncIterable<Page> {
  let place = after
  for (;;) {
    const rows = await store.read.chain(instance, {
      ...(place !== undefined && { after: place }),
      limit: mostRows,
    })
    const wanted = rows.filter(({ seq }) => seq <= until)
    yield { text: JSON.stringify(wanted), rows: () => wanted.map((row) => ({ instance, row })) }
    place = rows.at(-1)?.seq
    if (rows.length < mostRows || wanted.length < rows.length) return
  }
}
