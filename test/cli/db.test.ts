import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSqlite } from '../../engine/index.js'
import { aftercare, root, serving, temporaryFolder, type Environment } from './run-aftercare.js'

// Each test starts several programs, one after the other.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let place: Awaited<ReturnType<typeof temporaryFolder>>
let environment: Environment
let db = ''
let instance = ''

/** A database a server has worked on and was stopped, with one case, and an attachment in a folder. */
beforeAll(async () => {
  place = await temporaryFolder()
  db = join(place.path, 'data', 'test.db')
  const attachments = join(place.path, 'attachments')
  environment = { AFTERCARE_DB: db, AFTERCARE_WORKFLOWS: join(root, 'test/server/fixtures') }
  const server = await serving({ ...environment, AFTERCARE_ATTACHMENTS: attachments })
  const made = await aftercare(['keys', 'create', '--role', 'desk', '--db', db, '--json'], environment)
  const headers = { Authorization: `Bearer ${String(made.json().key)}` }
  const created = await fetch(`${server.said.url}/api/instances`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ process: 'enquiry', data: { subject: 'hours' } }),
  })
  instance = ((await created.json()) as { id: string }).id
  await fetch(`${server.said.url}/api/attachments`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'text/plain' },
    body: 'a note',
  })
  await server.stop()
  await aftercare(
    [...['act', instance, 'suspend', '--reason', 'strike', '--by', 'ada'], '--db', db, '--json'],
    environment,
  )
})
afterAll(() => place.remove())

const change = async (file: string, statement: string): Promise<void> => {
  const sqlite = await openSqlite(file)
  await sqlite.db.raw(statement)
  await sqlite.close()
}

describe('aftercare db backup', () => {
  it('copies, looks through and verifies, and says what it holds and what is not in it', async () => {
    const file = join(place.path, 'one.db')

    const ran = await aftercare(['db', 'backup', file, '--verify', '--json'], environment)

    expect(ran.code).toBe(0)
    expect(ran.json()).toMatchObject({
      ...{ file, verified: { findings: [], instances: 1, operatorActs: { counts: { suspend: 1 } } } },
      holds: { instances: 1, anchor: { number: 1 }, attachments: { inside: 0, outside: 1 } },
      keptElsewhere: [join(place.path, 'data/anchor-key.pem'), join(place.path, 'data/customer-link-key')],
    })
    expect(ran.json().bytes).toBe((await readFile(file)).length)
    expect((await readdir(place.path)).filter((name) => name.startsWith('one'))).toEqual(['one.db'])
  })

  it('copies the folder of attachments beside it, and says for people what was left out without', async () => {
    const [with_, without] = [join(place.path, 'with.db'), join(place.path, 'without.db')]
    const attachments = join(place.path, 'attachments')

    const ran = await aftercare(['db', 'backup', with_, '--attachments', attachments, '--json'], environment)
    const told = await aftercare(['db', 'backup', without], environment)
    const again = await aftercare(
      ['db', 'backup', join(place.path, 'x.db'), '--attachments', join(place.path, 'no')],
      environment,
    )

    expect(ran.json().attachments).toMatchObject({ copied: 1, bytes: 6, missing: [] })
    const [below = ''] = await readdir(`${with_}-attachments`)
    const [name = ''] = await readdir(join(`${with_}-attachments`, below))
    expect(await readFile(join(`${with_}-attachments`, below, name), 'utf8')).toBe('a note')
    expect(told.code).toBe(0)
    expect(told.out).toContain('NOT IN IT: the content of 1 attachments')
    expect(again.code).toBe(2)
  })

  it('overwrites nothing, and leaves no file where it was refused', async () => {
    const file = join(place.path, 'there.db')
    await writeFile(file, 'something')
    await writeFile(join(place.path, 'killed.db.partial'), '')
    await writeFile(join(place.path, 'old.db-wal'), '')
    await writeFile(join(place.path, 'empty.db'), '')

    const refused = [
      await aftercare(['db', 'backup', file, '--json'], environment),
      await aftercare(['db', 'backup', join(place.path, 'killed.db'), '--json'], environment),
      await aftercare(['db', 'backup', join(place.path, 'old.db'), '--json'], environment),
      await aftercare([
        'db',
        'backup',
        join(place.path, 'no.db'),
        '--db',
        join(place.path, 'empty.db'),
        '--json',
      ]),
      await aftercare([
        'db',
        'backup',
        join(place.path, 'no.db'),
        '--db',
        join(place.path, 'none'),
        '--json',
      ]),
    ]

    for (const ran of refused) expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
    expect(await readFile(file, 'utf8')).toBe('something')
    expect(await readdir(place.path)).not.toContain('no.db.partial')
    expect(await readdir(place.path)).not.toContain('no.db')
  })

  it('of a server’s database says the command to run, without the password', async () => {
    const ran = await aftercare([
      'db',
      'backup',
      "it's.dump",
      '--db',
      'postgres://u:secret@127.0.0.1:1/cases',
    ])

    expect(ran.code).toBe(2)
    expect(ran.err).toContain(
      `Run: pg_dump --format=custom --file='it'\\''s.dump' 'postgres://u@127.0.0.1:1/cases'`,
    )
    expect(ran.err).not.toContain('secret')
  })

  it('ends with 1 where the copy has findings, which are those of the database', async () => {
    const damaged = join(place.path, 'damaged.db')
    await aftercare(['db', 'backup', damaged], environment)
    await change(damaged, `update aftercare_trail set actor = 'eve' where seq = 1`)

    const ran = await aftercare(['db', 'backup', join(place.path, 'second.db'), '--verify', '--db', damaged])

    expect(ran.code).toBe(1)
    expect(ran.out).toMatch(new RegExp(`${instance}\\)? row 1: row-altered`))
    expect(ran.out).toContain('OPERATORS ACTED 1 times: suspend 1')
  })
})

describe('aftercare db status and upgrade', () => {
  it('say how the database stands, and that there is nothing to do', async () => {
    const status = await aftercare(['db', 'status', '--json'], environment)
    const shown = await aftercare(['db', 'status'], environment)
    const upgrade = await aftercare(['db', 'upgrade', '--json'], environment)

    expect(status.json()).toMatchObject({
      ...{ place: db, kind: 'sqlite', journalMode: 'wal' },
      schema: { applied: [{ number: 1 }], due: [], newer: [], strange: [] },
      holds: { instances: 1, anchor: { number: 1 } },
    })
    const { tables } = status.json() as { tables: { name: string; rows: number }[] }
    expect(tables).toContainEqual(expect.objectContaining({ name: 'aftercare_instances', rows: 1 }))
    expect(shown.out).toContain('those of this release')
    expect(upgrade.json()).toEqual({ dryRun: false, ran: [], newer: [], nodes: [] })
  })

  it('list the migrations that would run, run them, and then there are none', async () => {
    const file = join(place.path, 'older.db')
    await change(
      file,
      `create table aftercare_migrations (number integer not null primary key, name text not null,
       hash text not null, applied_at integer not null, additive integer not null)`,
    )
    const ask = async (...args: string[]): Promise<{ code: number | null; due?: object; ran?: object }> => {
      const ran = await aftercare(['db', 'upgrade', ...args, '--db', file, '--json'])
      return { code: ran.code, ...(ran.json() as object) }
    }

    const dry = await ask('--dry-run')
    const dryAgain = await ask('--dry-run')
    const done = await ask()
    const status = await aftercare(['db', 'status', '--db', file, '--json'])

    expect(dry).toMatchObject({ code: 0, due: [{ number: 1, name: 'first-light' }] })
    expect(dryAgain).toEqual(dry)
    expect(done).toMatchObject({ code: 0, ran: [{ number: 1 }] })
    expect(status.json()).toMatchObject({ schema: { due: [] }, holds: { instances: 0 } })
  })

  it('refuse a database of a newer release and say so beforehand, and one that is not ours', async () => {
    const file = join(place.path, 'newer.db')
    await aftercare(['db', 'backup', file], environment)
    await change(
      file,
      `insert into aftercare_migrations (number, name, hash, applied_at, additive) values (99, 'later', 'x', 0, 0)`,
    )
    const empty = join(place.path, 'nothing.db')
    await writeFile(empty, '')

    const dry = await aftercare(['db', 'upgrade', '--dry-run', '--db', file, '--json'])
    const done = await aftercare(['db', 'upgrade', '--db', file, '--json'])
    const shown = await aftercare(['db', 'status', '--db', file])
    const foreign = await aftercare(['db', 'upgrade', '--db', empty, '--json'])

    expect([dry.code, dry.json().refused]).toEqual([1, 'database-newer'])
    expect([done.code, done.json().error.code]).toEqual([1, 'database-newer'])
    expect(shown.out).toContain("99 'later', with which this one cannot work")
    expect([foreign.code, foreign.json().error.code]).toEqual([2, 'usage-wrong'])
    expect((await readFile(empty)).length).toBe(0)
  })
})

describe('aftercare trail and verify', () => {
  it('let what an operator did stand out', async () => {
    const shown = await aftercare(['trail', instance], environment)
    const acts = await aftercare(['trail', instance, '--operators', '--json'], environment)
    const unknown = await aftercare(['trail', 'none', '--json'], environment)

    expect(shown.out).toMatch(/^ +1 .* created/m)
    expect(shown.out).toMatch(/^! .* suspended {2}OPERATOR SUSPEND {2}ada .*strike/m)
    expect(acts.json()).toMatchObject({ instance, items: [{ type: 'suspended', operator: 'suspend' }] })
    expect((acts.json() as { items: object[] }).items).toHaveLength(1)
    expect([unknown.code, unknown.json().error.code]).toEqual([2, 'usage-wrong'])
  })

  it('go on with nothing where nothing was begun, and leave no progress behind', async () => {
    const ran = await aftercare(['verify', '--resume', '--json'], environment)

    expect(ran.code).toBe(0)
    expect(ran.json()).not.toHaveProperty('resumed')
    expect(ran.err).toContain('There is nothing to go on from')
    expect(await readdir(join(place.path, 'data'))).not.toContain('test.db-verify')
  })

  it('keep progress of another database apart, and name it', async () => {
    const file = join(place.path, 'elsewhere')
    await writeFile(file, '{"verified":1,"place":"another.db"}\n')

    const ran = await aftercare(['verify', '--resume', '--progress', file, '--json'], environment)

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
  })
})
