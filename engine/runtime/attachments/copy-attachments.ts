import type { StoreReads } from '../../store/port.js'
import { folderAttachments } from './folder-attachments.js'
import { sha256Of } from './sha256.js'

/** What came of copying. */
export interface CopiedAttachments {
  readonly copied: number
  readonly bytes: number
  /** Hashes of contents a case refers to that are not there, or are not what was stored; 100 are named at most. */
  readonly missing: readonly string[]
}

const pageSize = 500
const mostNamed = 100

/**
 * Copies from one folder of attachments to another what a database says is kept in it, each compared with its hash and
 * brought to the disk. Given the reads of a copy of the database it copies what belongs to that: what a case refers to is
 * never removed. What is there already is not written again.
 */
export async function copyAttachments(
  read: Pick<StoreReads, 'outsideContents'>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<CopiedAttachments> {
  const [source, target] = [folderAttachments(from), folderAttachments(to)]
  let copied = 0
  let bytes = 0
  const missing: string[] = []
  let after = ''
  for (;;) {
    const page = await read.outsideContents(after, pageSize)
    for (const { sha256, used } of page) {
      const content = await source.get(sha256)
      if (content && sha256Of(content) === sha256) {
        await target.put(content)
        copied += 1
        bytes += content.length
      } else if (used && missing.length < mostNamed) missing.push(sha256)
    }
    after = page.at(-1)?.sha256 ?? ''
    if (after === '') return { copied, bytes, missing }
  }
}
