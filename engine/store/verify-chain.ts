import type { JsonValue } from '../errors/json.js'
import { commitment, commitmentsIn } from './personal-values.js'
import type { ChainRow, ChainState, Store } from './port.js'
import { genesisHash, rowHash } from './trail-chain.js'
import type { VerifyFinding } from './verify-store.js'

type Report = (finding: VerifyFinding) => void

const pageSize = 500

/**
 * Follows the chain of one case from its beginning to the head in its row. Rows that a running server adds meanwhile
 * lie behind that head and are left for the next time.
 */
export async function verifyChain(
  store: Store,
  state: ChainState,
  report: Report,
): Promise<{ readonly rows: number; readonly erased: number }> {
  const { instance } = state
  const counted = { rows: 0, erased: 0 }
  let link = { seq: 0, hash: genesisHash(instance) }
  let after: number | undefined
  for (;;) {
    const page = await store.read.chain(instance, {
      ...(after === undefined ? {} : { after }),
      limit: pageSize,
    })
    const rows = page.filter((row) => row.seq <= state.count)
    for (const row of rows) {
      verifyRow(instance, row, link, report)
      counted.erased += verifyPersonal(instance, row, report)
      link = { seq: Math.max(row.seq, link.seq), hash: row.hash }
    }
    counted.rows += rows.length
    after = page[page.length - 1]?.seq
    if (page.length < pageSize || rows.length < page.length) break
  }
  verifyEnd(state, link, report)
  return counted
}

function verifyRow(
  instance: string,
  row: ChainRow,
  link: { readonly seq: number; readonly hash: string },
  report: Report,
): void {
  const { seq } = row
  const add = (kind: VerifyFinding['kind'], message: string): void => report({ kind, instance, seq, message })
  if (seq <= link.seq)
    add(
      'row-inserted',
      `Expected row ${link.seq + 1} of case '${instance}', but there is another row ${seq}.`,
    )
  for (let missing = link.seq + 1; missing < seq && missing <= link.seq + mostMissing; missing += 1)
    report({
      kind: 'row-missing',
      instance,
      seq: missing,
      message: `Expected row ${missing} of case '${instance}', but it is missing.`,
    })
  if (rowHash(instance, row) !== row.hash)
    add(
      'row-altered',
      `Expected row ${seq} of case '${instance}' as it was written, but its content does not fit its hash.`,
    )
  // Behind a gap the link is broken anyway, and that has been told.
  else if (seq === link.seq + 1 && row.previous !== link.hash)
    add(
      'chain-broken',
      `Expected row ${seq} of case '${instance}' to follow the row before, but it names another one.`,
    )
}

/** A gap of a million numbers is one finding after a few, not a million. */
const mostMissing = 20

function verifyEnd(
  state: ChainState,
  link: { readonly seq: number; readonly hash: string },
  report: Report,
): void {
  const { instance, count } = state
  if (state.lastSeq > count)
    report({
      kind: 'row-inserted',
      instance,
      seq: state.lastSeq,
      message: `Expected case '${instance}' to end with row ${count}, but there is a row ${state.lastSeq}.`,
    })
  if (link.seq < count)
    report({
      kind: 'tail-missing',
      instance,
      seq: link.seq + 1,
      message: `Expected ${count} rows of case '${instance}', but the last one is ${link.seq}.`,
    })
  else if (link.hash !== state.hash)
    report({
      kind: 'head-altered',
      instance,
      seq: count,
      message: `Expected the last row of case '${instance}' to be its chain head, but they differ.`,
    })
  if (state.anchoredCount !== state.coveredCount)
    report({
      kind: 'head-altered',
      instance,
      message: `Expected case '${instance}' to be anchored up to row ${state.coveredCount}, but it says ${state.anchoredCount}.`,
    })
}

/** Compares personal values with their commitments; returns how many were erased. */
function verifyPersonal(instance: string, row: ChainRow, report: Report): number {
  const commitments = commitmentsIn(bodyOf(row))
  const values = row.personal ?? {}
  const differs = Object.entries(values).filter(
    ([pointer, { salt, value }]) => commitments.get(pointer) !== commitment(salt, value),
  )
  for (const [pointer] of differs)
    report({
      kind: 'personal-altered',
      instance,
      seq: row.seq,
      message: `Expected the personal value '${pointer}' of row ${row.seq} of case '${instance}' as it was written, but it does not fit its commitment.`,
    })
  return [...commitments.keys()].filter((pointer) => !Object.hasOwn(values, pointer)).length
}

function bodyOf(row: ChainRow): JsonValue {
  try {
    return JSON.parse(row.body) as JsonValue
  } catch {
    // No JSON any more: the row's hash tells so.
    return null
  }
}
