import { hash as digest } from 'node:crypto'
import type { TrailEntry } from '../core/command.js'
import { EngineError } from '../errors/index.js'
import { canonicalJson } from '../errors/canonical-json.js'
import { hidePersonal, mark, type SaltSource } from './personal-values.js'
import type { ChainHead, ChainRow } from './port.js'

const sha256 = (text: string): string => digest('sha256', text)

/** What stands in `previous` of the first row: fixed per case, so that rows cannot be moved to another case. */
export function genesisHash(instance: string): string {
  return sha256(`aftercare-trail-1:${instance}`)
}

/** Head of a case without rows. */
export function emptyHead(instance: string): ChainHead {
  return { instance, count: 0, hash: genesisHash(instance) }
}

/** Hash of one row: `sha256` over the canonical JSON of everything in it; `body` is canonical text already. */
export function rowHash(instance: string, row: Omit<ChainRow, 'hash' | 'personal'>): string {
  // Written out in key order instead of parsed and sorted again: `body` counts as the bytes that are stored.
  const actor = row.actor === undefined ? '' : `"actor":${canonicalJson(row.actor)},`
  const via = row.via === undefined ? '' : `,"via":${canonicalJson(row.via)}`
  return sha256(
    `{${actor}"at":${row.at},"body":${row.body},"instance":${canonicalJson(instance)},` +
      `"previous":${canonicalJson(row.previous)},"seq":${row.seq},"type":${canonicalJson(row.type)}${via}}`,
  )
}

/** The body as its bytes are stored, with what stands beside it. */
function storedBody({ body, personal }: TrailEntry, salts: SaltSource): Pick<ChainRow, 'body' | 'personal'> {
  if (!personal) {
    const text = canonicalJson(body)
    // Most bodies hide nothing and hold no key to escape.
    if (!text.includes(mark)) return { body: text }
  }
  const hidden = hidePersonal(body, personal ?? {}, salts)
  return { ...hidden, body: canonicalJson(hidden.body) }
}

/** Entries as rows ready to be stored, and the head behind them. */
export interface ChainedEntries {
  readonly rows: readonly ChainRow[]
  readonly head: ChainHead
}

/**
 * Chains new entries behind a head: rows ready to be stored, and the new head.
 * Throws `engine-bug` when their numbers do not follow the head.
 */
export function chainEntries(
  head: ChainHead,
  entries: readonly TrailEntry[],
  salts: SaltSource,
): ChainedEntries {
  let { count, hash } = head
  const rows = entries.map((entry) => {
    if (entry.seq !== count + 1)
      throw new EngineError(
        'engine-bug',
        `Expected trail entry ${count + 1} of case '${head.instance}', but the step wrote ${entry.seq}. Please report this.`,
      )
    const hidden = storedBody(entry, salts)
    const content = {
      seq: entry.seq,
      at: entry.at,
      type: entry.type,
      ...(entry.actor === undefined ? {} : { actor: entry.actor }),
      ...(entry.via === undefined ? {} : { via: entry.via }),
      body: hidden.body,
      previous: hash,
    }
    count = entry.seq
    hash = rowHash(head.instance, content)
    return { ...content, hash, ...(hidden.personal ? { personal: hidden.personal } : {}) }
  })
  return { rows, head: { instance: head.instance, count, hash } }
}
