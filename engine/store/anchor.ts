import { createHash } from 'node:crypto'
import type { Instant } from '../time/instant.js'
import type { AnchorSigner } from './anchor-key.js'
import { canonicalJson } from '../errors/canonical-json.js'
import type { AnchorRow, ChainHead, Store } from './port.js'

const pageSize = 1000

/**
 * Signs the heads of all cases in one line and stores it, in one write transaction. The line (canonical JSON) is what
 * to keep outside the database: it stands for every trail row so far. Memory stays flat.
 */
export async function createAnchor(
  store: Store,
  signer: AnchorSigner,
  at: Instant,
): Promise<{ readonly anchor: AnchorRow; readonly line: string }> {
  return store.transaction(
    async (tx) => {
      const last = await tx.lastAnchor()
      const number = (last?.number ?? 0) + 1
      const hash = anchorHash(last?.hash ?? '')
      let { instances, rows } = last ?? { instances: 0, rows: 0 }
      let after: string | undefined
      for (;;) {
        const heads = await tx.unanchoredHeads(after, pageSize)
        if (heads.length === 0) break
        for (const head of heads) {
          hash.add(head)
          rows += head.count - head.anchoredCount
          if (head.anchoredCount === 0) instances += 1
        }
        await tx.saveAnchorHeads(number, heads)
        after = heads[heads.length - 1]?.instance
      }
      const content = {
        number,
        at,
        instances,
        rows,
        previous: last?.hash ?? '',
        hash: hash.digest(),
        key: signer.key,
      }
      const anchor = { ...content, signature: signer.sign(canonicalJson(content)) }
      await tx.saveAnchor(anchor)
      return { anchor, line: canonicalJson(anchor) }
    },
    { name: 'anchor' },
  )
}

/** What the signature of an anchor covers. */
export function signedText(anchor: AnchorRow): string {
  return canonicalJson({ ...anchor, signature: undefined })
}

/** Hash of an anchor: over the hash of the one before and the heads that grew since, in id order, a line each. */
export function anchorHash(previous: string): { add(head: ChainHead): void; digest(): string } {
  const hash = createHash('sha256').update(`${previous}\n`)
  return {
    add: (head) => {
      hash.update(`${JSON.stringify([head.instance, head.count, head.hash])}\n`)
    },
    digest: () => hash.digest('hex'),
  }
}
