import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createStore, openSqlite, verifyStore, type SourceFile, type Store } from '../../engine/index.js'

/** A database seen from outside, beside the process that writes it. */
export interface Outside {
  readonly store: Store
  sql(statement: string, bindings?: readonly (string | number)[]): Promise<readonly Record<string, unknown>[]>
  close(): Promise<void>
}

/** Opens a database that another process has made. */
export async function lookInside(file: string): Promise<Outside> {
  const sqlite = await openSqlite(file)
  const store = createStore(sqlite)
  return {
    store,
    sql: (statement, bindings = []) => sqlite.reader.raw(statement, [...bindings]),
    async close() {
      await store.close()
      await sqlite.close()
    },
  }
}

/** What `verify` finds in a database; nothing when it is whole. */
export async function findingsOf(file: string): Promise<readonly string[]> {
  const outside = await lookInside(file)
  const { findings } = await verifyStore(outside.store)
  const [check] = await outside.sql('pragma integrity_check')
  await outside.close()
  const messages = findings.map(({ message }) => message)
  return check?.['integrity_check'] === 'ok' ? messages : [...messages, JSON.stringify(check)]
}

/** A folder of its own, with some files in it. */
export async function openFolder(
  files: readonly SourceFile[] = [],
): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-faults-'))
  for (const { file, text } of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return { folder, remove: () => rm(folder, { recursive: true }) }
}
