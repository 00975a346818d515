import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresSchema, type PostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { aftercare, root, temporaryFolder } from './run-aftercare.js'

describe.skipIf(postgresUrl === undefined)('commands on PostgreSQL', () => {
  let schema: PostgresSchema
  let place: Awaited<ReturnType<typeof temporaryFolder>>
  beforeAll(async () => {
    schema = await openPostgresSchema()
    place = await temporaryFolder()
  })
  afterAll(async () => {
    await schema.close()
    await place.remove()
  })

  it('serve cases, tell of them, and verify their trail', async () => {
    const server = spawn('node', [join(root, 'dist/cli/main.js'), 'serve', '--json'], {
      cwd: place.path,
      env: {
        ...process.env,
        PORT: '0',
        AFTERCARE_DB: schema.url,
        AFTERCARE_WORKFLOWS: join(root, 'test/server/fixtures'),
      },
    })
    const told: { url: string; db: string; adminKey: string } = JSON.parse(
      String((await once(server.stdout, 'data'))[0]),
    )
    expect(told.db).not.toContain('options')
    const headers = { authorization: `Bearer ${told.adminKey}`, 'content-type': 'application/json' }
    const processes = (await (await fetch(`${told.url}/api/processes`, { headers })).json()) as {
      items: { id: string }[]
    }
    expect(processes.items.length).toBeGreaterThan(0)
    server.kill('SIGTERM')
    const [code] = (await once(server, 'exit')) as [number]
    expect(code).toBe(0)

    const keys = await aftercare(['keys', 'list', '--db', schema.url, '--json'])
    const verified = await aftercare(['verify', '--db', schema.url, '--json'])

    expect(keys.code).toBe(0)
    expect(verified.code).toBe(0)
  })

  it('refuse a database without tables of ours, and one that is not there', async () => {
    const empty = await openPostgresSchema()
    const nowhere = new URL(schema.url)
    nowhere.pathname = '/nowhere'

    const none = await aftercare(['keys', 'list', '--db', empty.url])
    const missing = await aftercare(['keys', 'list', '--db', nowhere.href])
    await empty.close()

    expect(none.code).toBe(2)
    expect(none.err).toContain('has no tables of ours')
    expect(missing.code).not.toBe(0)
    expect(missing.err).toContain('3D000')
  })
})
