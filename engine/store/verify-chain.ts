import type { JsonObject, JsonValue } from '../errors/json.js'
import { commitment, commitmentsIn, mark } from './personal-values.js'
import type { ChainRow, ChainState } from './port.js'
import { genesisHash, rowHash } from './trail-chain.js'
import type { Report, VerifyOptions } from './verify-report.js'
import type { VerifyTally } from './verify-tally.js'

/** A place in a chain: how many rows come up to it, and the hash of the last of them. */
export interface ChainLink {
  readonly seq: number
  readonly hash: string
}

/** Follows one chain row by row. */
export interface ChainCheck {
  /** The next row; those behind the head are left for the next time, since a running server adds them meanwhile. */
  row(row: ChainRow): void
  /** Compares what was read with the head in the row of the case. */
  end(): void
}

/** Checks the chain of one case from its beginning, or from a place up to which it was read, to its head. */
export function checkChain(
  state: ChainState,
  { tally, actOf }: { readonly tally: VerifyTally; readonly actOf: VerifyOptions['actOf'] },
  from?: ChainLink,
): ChainCheck {
  const { instance, number } = state
  const named = { instance, ...(number !== undefined && { number }) }
  const report: Report = (finding) => tally.report({ ...finding, ...named })
  let link = from ?? { seq: 0, hash: genesisHash(instance) }
  return {
    row: (row) => {
      if (row.seq > state.count) return
      verifyRow(instance, row, link, report)
      const body = bodyOf(row)
      tally.count({ rows: 1, erased: verifyPersonal(instance, row, { body, report }) })
      const act = actOf?.({ ...row, body: isObject(body) ? body : {} })
      if (act) {
        const { seq, at, actor } = row
        tally.addAct({ ...named, seq, at, action: act.action, ...(actor !== undefined && { actor }) })
      }
      link = { seq: Math.max(row.seq, link.seq), hash: row.hash }
    },
    end: () => verifyEnd(state, link, report),
  }
}

function verifyRow(instance: string, row: ChainRow, link: ChainLink, report: Report): void {
  const { seq } = row
  if (seq <= link.seq) {
    const message = `Expected row ${link.seq + 1} of case '${instance}', but there is another row ${seq}.`
    report({ kind: 'row-inserted', instance, seq, message })
  }
  for (let missing = link.seq + 1; missing < seq && missing <= link.seq + mostMissing; missing += 1) {
    const message = `Expected row ${missing} of case '${instance}', but it is missing.`
    report({ kind: 'row-missing', instance, seq: missing, message })
  }
  if (rowHash(instance, row) !== row.hash) {
    const message = `Expected row ${seq} of case '${instance}' as it was written, but its content does not fit its hash.`
    report({ kind: 'row-altered', instance, seq, message })
  }
  // Behind a gap the link is broken anyway, and that has been told.
  else if (seq === link.seq + 1 && row.previous !== link.hash) {
    const message = `Expected row ${seq} of case '${instance}' to follow the row before, but it names another one.`
    report({ kind: 'chain-broken', instance, seq, message })
  }
}

/** A gap of a million numbers is one finding after a few, not a million. */
const mostMissing = 20

function verifyEnd(state: ChainState, link: ChainLink, report: Report): void {
  const { instance, count } = state
  if (state.lastSeq > count) {
    const message = `Expected case '${instance}' to end with row ${count}, but there is a row ${state.lastSeq}.`
    report({ kind: 'row-inserted', instance, seq: state.lastSeq, message })
  }
  if (link.seq < count) {
    const message = `Expected ${count} rows of case '${instance}', but the last one is ${link.seq}.`
    report({ kind: 'tail-missing', instance, seq: link.seq + 1, message })
  } else if (link.hash !== state.hash) {
    const message = `Expected the last row of case '${instance}' to be its chain head, but they differ.`
    report({ kind: 'head-altered', instance, seq: count, message })
  }
  if (state.anchoredCount !== state.coveredCount) {
    const message = `Expected case '${instance}' to be anchored up to row ${state.coveredCount}, but it says ${state.anchoredCount}.`
    report({ kind: 'head-altered', instance, message })
  }
}

/** Compares personal values with their commitments; returns how many were erased. */
function verifyPersonal(
  instance: string,
  { seq, body: text, personal = {} }: ChainRow,
  { body, report }: { readonly body: JsonValue; readonly report: Report },
): number {
  // Most rows hide nothing.
  if (Object.keys(personal).length === 0 && !text.includes(mark)) return 0
  const commitments = commitmentsIn(body)
  for (const [pointer, { salt, value }] of Object.entries(personal)) {
    if (commitments.get(pointer) === commitment(salt, value)) continue
    const message = `Expected the personal value '${pointer}' of row ${seq} of case '${instance}' as it was written, but it does not fit its commitment.`
    report({ kind: 'personal-altered', instance, seq, message })
  }
  return [...commitments.keys()].filter((pointer) => !Object.hasOwn(personal, pointer)).length
}

function bodyOf(row: ChainRow): JsonValue {
  try {
    return JSON.parse(row.body) as JsonValue
  } catch {
    // No JSON any more: the row's hash tells so.
    return null
  }
}

function isObject(body: JsonValue): body is JsonObject {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}
