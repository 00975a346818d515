import { createHash } from 'node:crypto'
import { EngineError } from '../errors/index.js'
import type { Store } from './port.js'
import type { Report } from './verify-report.js'

const pageSize = 200

/**
 * Reads the record of every one of these cases: one that cannot be read, or is that of another case, is told. Whether its
 * values are those that were written is not for this to say: nothing signs them.
 */
export async function verifyRecords(
  store: Store,
  instances: readonly string[],
  report: Report,
): Promise<void> {
  for (let first = 0; first < instances.length; first += pageSize)
    await verifySome(store, instances.slice(first, first + pageSize), report)
}

async function verifySome(store: Store, instances: readonly string[], report: Report): Promise<void> {
  const all = await readable(() => store.read.records(instances))
  if (all?.every(({ id }) => instances.includes(id))) return
  for (const instance of instances) {
    const record = await readable(() => store.read.instance(instance))
    if (record?.id === instance) continue
    const message = `Expected the record of case '${instance}' as it was written, but it cannot be read. Restore it from a backup.`
    report({ kind: 'record-damaged', instance, message })
  }
}

/** Compares the content of every attachment in the database with its hash, one after the other. */
export async function verifyContents(store: Store, report: Report): Promise<void> {
  let after = ''
  for (;;) {
    const names = await store.read.contentNames(after, pageSize)
    for (const sha256 of names) {
      const content = await store.read.attachmentContent(sha256)
      // It may have been tidied up since its name was read.
      if (!content || createHash('sha256').update(content).digest('hex') === sha256) continue
      const message = `Expected the content '${sha256}' of an attachment as it was stored, but it is another one. Restore it from a backup.`
      report({ kind: 'attachment-damaged', message })
    }
    after = names.at(-1) ?? ''
    if (after === '') return
  }
}

async function readable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof EngineError && error.code === 'database-failed') return undefined
    throw error
  }
}
