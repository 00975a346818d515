import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite, type OpenedSqlite } from '../../engine/store/index.js'
import { preparedStatements, type Carry } from '../../engine/store/prepared-statements.js'

describe('Prepared statements of a connection', () => {
  let sqlite: OpenedSqlite
  let connection: unknown
  let carry: Carry
  const client = (): {
    acquireConnection(): Promise<unknown>
    releaseConnection(one: unknown): Promise<void>
  } => sqlite.db.client as never

  beforeEach(async () => {
    sqlite = await openSqlite(':memory:')
    connection = await client().acquireConnection()
    carry = preparedStatements(sqlite.db, connection)!
    await carry('create table words (word text primary key)', [])
  })
  afterEach(async () => {
    await client().releaseConnection(connection)
    await sqlite.close()
  })

  it('answer each call with the rows of its own values', async () => {
    const insert = 'insert into words (word) values (?) returning word'

    const answers = [await carry(insert, ['a']), await carry(insert, ['b'])]

    expect(answers).toEqual([[{ word: 'a' }], [{ word: 'b' }]])
    expect(await carry('select count(*) as count from words', [])).toEqual([{ count: 2 }])
  })

  it('fail alone: the same statement and others work afterwards', async () => {
    const insert = 'insert into words (word) values (?)'
    await carry(insert, ['a'])

    await expect(carry(insert, ['a'])).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' })
    await carry(insert, ['b'])

    expect(await carry('select word from words order by word', [])).toEqual([{ word: 'a' }, { word: 'b' }])
  })

  it('fail each time when they cannot be prepared, and work once they can', async () => {
    const select = 'select * from later'
    await expect(carry(select, [])).rejects.toMatchObject({ code: 'SQLITE_ERROR' })
    await expect(carry(select, [])).rejects.toMatchObject({ code: 'SQLITE_ERROR' })

    await carry('create table later (id text)', [])

    expect(await carry(select, [])).toEqual([])
  })

  it('may be more than are kept', async () => {
    for (let number = 0; number < 450; number += 1)
      expect(await carry(`select ${number} as number`, [])).toEqual([{ number }])
  })

  it('are heard by whoever listens to the statements of the handle', async () => {
    const heard: string[] = []
    sqlite.db.on('query', ({ sql }: { sql: string }) => heard.push(sql))

    await carry('select 1', [])
    await carry('select 1', [])

    expect(heard).toEqual(['select 1', 'select 1'])
  })

  it('are left to knex where there is no connection of this driver', () => {
    expect(preparedStatements(sqlite.db, undefined)).toBeUndefined()
    expect(preparedStatements(sqlite.db, {})).toBeUndefined()
  })
})
