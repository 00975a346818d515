import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { monday } from '../runtime/open-test-engine.js'
import { openFolder } from './look-inside.js'
import { namedTransactions } from './named-transactions.js'
import { type StopAct, stopActs } from './run/stops/stop-acts.js'
import { openWorld, type Stop, type WorldConfig } from './run/stops/stop-world.js'
import { dumpOf, findingsIn } from './stored-content.js'

/** Tested elsewhere: it takes a log of its own. */
const elsewhere: { readonly [transaction: string]: string } = { replay: 'killed-replay.test.ts' }

const sides = ['before-commit', 'after-commit'] as const

/** A database of one test. */
interface Place {
  readonly database: string
  readonly folder: string
  remove(): Promise<void>
}

const databases: readonly (readonly [string, () => Promise<Place>])[] = [
  ['SQLite', onSqlite],
  ...(postgresUrl === undefined ? [] : ([['PostgreSQL', onPostgres]] as const)),
]

async function onSqlite(): Promise<Place> {
  const place = await openFolder()
  return { ...place, database: join(place.folder, 'cases.sqlite') }
}

async function onPostgres(): Promise<Place> {
  const place = await openFolder()
  const schema = await openPostgresSchema()
  return {
    ...{ database: schema.url, folder: place.folder },
    async remove() {
      await schema.close()
      await place.remove()
    },
  }
}

/** The world outside: every key, with how often it came. */
const arrived = new Map<string, number>()
let receiver: Server
beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const key = String(request.headers['idempotency-key'])
      arrived.set(key, (arrived.get(key) ?? 0) + 1)
      const status = body.includes('nowhere') ? 410 : 200
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"receipt":"R-1"}')
    })
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
})
afterAll(() => receiver.close())

const outside = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`

describe('Stop points', () => {
  it('are at every transaction of the engine that is its own', async () => {
    expect(await namedTransactions()).toEqual(
      [...Object.keys(stopActs).filter((name) => name !== 'delivery'), ...Object.keys(elsewhere)].sort(),
    )
  })
})

for (const [kind, open] of databases)
  describe(`An engine on ${kind} that is killed with kill -9`, { timeout: 240_000 }, () => {
    for (const [transaction, act] of Object.entries(stopActs))
      it(`at both sides of '${transaction}' is as if it had not been, once another carries on`, async () => {
        const undisturbed = await open()
        const before = await prepared(undisturbed, act)
        const wanted = await carriedOn(undisturbed, act)
        await undisturbed.remove()

        const stopped = async (side: Stop['side']): Promise<void> => {
          const place = await open()
          await prepared(place, act)
          await killedAt(place, act, { transaction, side })

          const left = await dumpOf(place.database)
          expect(await findingsIn(place.database)).toEqual([])
          if (act.isAlone) expect(left).toEqual(side === 'before-commit' ? before : wanted)
          expect(await carriedOn(place, act)).toEqual(wanted)
          expect(await findingsIn(place.database)).toEqual([])
          await place.remove()
        }
        await Promise.all(sides.map(stopped))
      })
  })

describe('An effect whose node is killed with kill -9', () => {
  it('is delivered once where it was before, and with the same key again where it was after the delivery', async () => {
    const act = stopActs['delivery']!
    const times: number[] = []
    for (const side of sides) {
      const place = await onSqlite()
      await prepared(place, act)
      arrived.clear()
      await killedAt(place, act, { transaction: 'delivery', side })
      await carriedOn(place, act)
      expect([...arrived.keys()]).toEqual(['before-1-e1'])
      times.push(arrived.get('before-1-e1') ?? 0)
      await place.remove()
    }

    expect(times).toEqual([1, 2])
  })
})

const configOf = (place: Place, act: StopAct, ids: string): WorldConfig => ({
  ...{ database: place.database, folder: place.folder, receiver: outside(), ids },
  ...(ids === 'before'
    ? { time: monday }
    : { time: monday + (act.later ?? 0), ...(act.hours && { hours: act.hours }) }),
})

/** Does what is acknowledged before, and gives what is stored then. */
async function prepared(place: Place, act: StopAct): Promise<unknown> {
  if (!act.before) return undefined
  const world = await openWorld(configOf(place, act, 'before'))
  await act.before(world)
  await world.close()
  return dumpOf(place.database)
}

/** Does the act, in this process, and, unless it stands for itself, what is left to be done. Gives what is stored in the end. */
async function carriedOn(place: Place, act: StopAct): Promise<unknown> {
  const world = await openWorld(configOf(place, act, 'act'))
  await act.act(world)
  if (!act.isAlone) await world.engine.runDue()
  await world.close()
  return dumpOf(place.database)
}

/** Begins the act in another process, which has to come to the stop. */
async function killedAt(place: Place, act: StopAct, stop: Stop): Promise<void> {
  const name = Object.entries(stopActs).find(([, one]) => one === act)?.[0]
  const argument = JSON.stringify([configOf(place, act, 'act'), name, stop])
  const child = spawn(process.execPath, ['dist/test/faults/run/stops/stopped-process.js', argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL'])
  expect(said).toBe('stopped\n')
}
