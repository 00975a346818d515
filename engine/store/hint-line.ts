import type { Knex } from 'knex'
import { databaseError } from './database-error.js'
import type { HintTopic } from './port.js'

/** After a lost connection another is tried this much later, in milliseconds, and twice as long each further time. */
const firstPause = 500
const longestPause = 30_000

const topics: readonly HintTopic[] = ['due', 'effects', 'changes', 'time-free']

export interface HintLineOptions {
  readonly db: Knex
  /** Name under which all nodes of an installation talk. */
  readonly channel: string
  readonly sender: string
  /** Told what other nodes say; and all topics after a connection was made, since something may have been missed. */
  readonly heard: (topic: HintTopic) => void
  readonly onLog?: ((line: { readonly level: 'info' | 'warn'; readonly message: string }) => void) | undefined
}

/** A connection of the `pg` driver. */
interface Connection extends NodeJS.EventEmitter {
  query(sql: string): Promise<unknown>
}

interface Client {
  readonly config: { readonly connectionPool?: unknown }
  acquireRawConnection(): Promise<Connection>
  destroyRawConnection(connection: Connection): Promise<void>
}

/**
 * Talks to other nodes through a PostgreSQL server. It listens on a connection beside the pool, so that the pool has as
 * many for work as its host counts on; lost, the connection is made anew. *closed* → `open` → *connecting* →
 * *listening* → lost → *pausing* → *connecting*; `hangUp` leads back to *closed* from anywhere.
 */
export class HintLine {
  readonly #options: HintLineOptions
  readonly #underWay = new Set<Promise<unknown>>()
  #schema: string | undefined
  #isWanted = false
  #connection: Connection | undefined
  #connecting = false
  #pause = firstPause
  #retry: NodeJS.Timeout | undefined

  constructor(options: HintLineOptions) {
    this.#options = options
  }

  /** Whether it hears what others say. */
  get isOpen(): boolean {
    return this.#connection !== undefined
  }

  /** Begins to listen, in the background. Safe to call twice. */
  open(): void {
    // A pool that the host has made itself does not tell how further connections are made: the poll has to do.
    if (this.#isWanted || this.#client.config.connectionPool !== undefined) return
    this.#isWanted = true
    this.#connect()
  }

  /** Listens no more. Safe to call twice. */
  hangUp(): void {
    this.#isWanted = false
    clearTimeout(this.#retry)
    this.#retry = undefined
    const connection = this.#connection
    this.#connection = undefined
    if (connection) this.#track(this.#end(connection))
  }

  /** Says a topic to the others. What goes wrong is not told: they look by themselves before long. */
  tell(topic: HintTopic): void {
    const { db, channel, sender } = this.#options
    const said = this.#schemaName().then((schema) =>
      db.raw('select pg_notify(?, ?)', [channel, JSON.stringify([schema, sender, topic])]),
    )
    this.#track(said)
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.hangUp()
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  get #client(): Client {
    return this.#options.db.client as Client
  }

  #track(work: Promise<unknown>): void {
    const settled: Promise<unknown> = work
      .catch(() => undefined)
      .finally(() => this.#underWay.delete(settled))
    this.#underWay.add(settled)
  }

  #connect(): void {
    if (this.#connecting) return
    this.#connecting = true
    const made = this.#listen()
      .catch((error: unknown) => this.#lost(databaseError(error).message))
      .finally(() => {
        this.#connecting = false
        if (this.#isWanted && !this.#connection && !this.#retry) this.#connect()
      })
    this.#track(made)
  }

  async #listen(): Promise<void> {
    // Through the pool first: where the address of the server changes, the pool finds out.
    this.#schema = undefined
    const schema = await this.#schemaName()
    const connection = await this.#client.acquireRawConnection()
    connection.on('notification', ({ payload }: { readonly payload?: string }) =>
      this.#hear(schema, payload ?? ''),
    )
    const lost = (): void => {
      if (this.#connection !== connection) return
      this.#connection = undefined
      this.#lost('The connection was cut.')
    }
    connection.on('error', lost)
    connection.on('end', lost)
    try {
      await connection.query(`listen "${this.#options.channel}"`)
    } catch (error) {
      await this.#end(connection)
      throw error
    }
    if (!this.#isWanted) return this.#end(connection)
    this.#connection = connection
    this.#pause = firstPause
    for (const topic of topics) this.#options.heard(topic)
  }

  #hear(schema: string, payload: string): void {
    const { sender, heard } = this.#options
    const topic = topics.find((one) => isFromOther(payload, [schema, sender, one]))
    if (topic) heard(topic)
  }

  #lost(why: string): void {
    if (!this.#isWanted) return
    const message = `Other nodes cannot be heard; what they do is noticed at the next poll. ${why}`
    if (this.#pause === firstPause) this.#options.onLog?.({ level: 'warn', message })
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      if (this.#isWanted) this.#connect()
    }, this.#pause)
    this.#retry.unref()
    this.#pause = Math.min(this.#pause * 2, longestPause)
  }

  /** Whose tables they are: other installations in the database may use the same names. */
  async #schemaName(): Promise<string> {
    if (this.#schema !== undefined) return this.#schema
    const { rows } = await this.#options.db.raw<{ rows: readonly { readonly name: string | null }[] }>(
      'select current_schema() as name',
    )
    return (this.#schema = rows[0]?.name ?? '')
  }

  async #end(connection: Connection): Promise<void> {
    await this.#client.destroyRawConnection(connection).catch(() => undefined)
  }
}

/** Whether a payload, which anybody may have sent, says this topic in this schema by somebody else. */
function isFromOther(
  payload: string,
  [schema, sender, topic]: readonly [string, string, HintTopic],
): boolean {
  try {
    const said: unknown = JSON.parse(payload)
    return Array.isArray(said) && said[0] === schema && said[1] !== sender && said[2] === topic
  } catch {
    return false
  }
}
