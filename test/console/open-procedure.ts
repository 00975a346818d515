import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../server/index.js'

const root = join(import.meta.dirname, '../..')

/** A real server over one procedure of a test, in the organisation that is shipped. */
export interface OpenProcedure {
  readonly url: string
  readonly engine: Awaited<ReturnType<typeof startServer>>['engine']
  /** A key of somebody of the house. */
  keyOf(person: string, role: string): Promise<string>
  close(): Promise<void>
}

export async function openProcedure(name: string, yaml: string): Promise<OpenProcedure> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-forms-'))
  for (const part of ['organisation.yaml', 'access.yaml', 'calendars'])
    await cp(join(root, 'workflows', part), join(folder, 'workflows', part), { recursive: true })
  await writeFile(join(folder, 'workflows', `${name}.yaml`), yaml)
  const server = await startServer(
    {
      host: '127.0.0.1',
      port: 0,
      db: join(folder, 'test.db'),
      workflows: join(folder, 'workflows'),
      anchorKey: join(folder, 'anchor-key.pem'),
    },
    { problemPages: join(root, 'docs/problems'), log: () => undefined },
  )
  return {
    url: `${server.url}/console`,
    engine: server.engine,
    keyOf: async (person, role) =>
      (await server.engine.keys.create({ name: person, actor: person, roles: [role] })).key,
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
