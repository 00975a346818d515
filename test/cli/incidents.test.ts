import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  checkWorkflows,
  createEngine,
  DeliveryFailed,
  openDatabase,
  readSources,
  type Engine,
  type Service,
} from '../../engine/index.js'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { outsideFiles } from '../runtime/effects/outside-files.js'
import { aftercare, temporaryFolder, type Ran } from './run-aftercare.js'

const workflows = checkWorkflows(readSources(outsideFiles))
const locked: Service = () =>
  Promise.reject(new DeliveryFailed('receiver-refused', 'Expected an open account.', { permanent: true }))
const paying: Service = () => Promise.resolve({ receipt: 'R-1' })

const databases = [
  ['SQLite', false],
  ...(postgresUrl === undefined ? [] : [['PostgreSQL', true] as const]),
] as const

describe.each(databases)('Beside the engine, on %s,', (_name, isServer) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let schema: { readonly url: string; close(): Promise<void> } | undefined
  let place: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    for (const { file, text } of outsideFiles) {
      await mkdir(dirname(join(folder.path, 'workflows', file)), { recursive: true })
      await writeFile(join(folder.path, 'workflows', file), text)
    }
    schema = isServer ? await openPostgresSchema() : undefined
    place = schema?.url ?? join(folder.path, 'cases.db')
  })
  afterAll(async () => {
    await schema?.close()
    await folder.remove()
  })

  const run = (...args: readonly string[]): Promise<Ran> =>
    aftercare(args, { AFTERCARE_DB: place, AFTERCARE_WORKFLOWS: join(folder.path, 'workflows') })

  /** Works with an engine that is gone afterwards, as a server that was stopped. */
  async function working<T>(bank: Service, work: (engine: Engine) => Promise<T>): Promise<T> {
    const database = await openDatabase(place)
    const engine = await createEngine({ ...database, workflows, services: { bank, print: bank } })
    try {
      return await work(engine)
    } finally {
      await engine.stop()
      await database.close()
    }
  }

  /** A case whose effect has become an incident. */
  const dead = (event = 'pay'): Promise<{ readonly instance: string; readonly incident: string }> =>
    working(locked, async (engine) => {
      const { instance } = await engine.create('payout', { actor: 'ann', data: { amount: 7 } })
      const id = instance?.id ?? ''
      await engine.send(id, event, { actor: 'ann' })
      await engine.runDue()
      const [incident] = (await engine.incidents({ instance: id })).items
      return { instance: id, incident: incident?.id ?? '' }
    })

  /** Goes on with a bank that pays, and tells where the case is then. */
  const goneOn = (instance: string) =>
    working(paying, async (engine) => {
      await engine.runDue()
      const record = await engine.get(instance)
      return { path: record?.active[0]?.path, data: record?.data }
    })

  it('an incident is listed, retried with who did it and why, and settled only once', async () => {
    const { instance, incident } = await dead()

    const listed = await run('incidents', '--case', instance)
    const retried = await run('incidents', 'retry', incident, '--reason', 'It is open.', '--by', 'eve')
    const again = await run('incidents', 'retry', incident, '--reason', 'It is open.')

    expect(listed.out).toContain(incident)
    expect(listed.out).toContain('Expected an open account. (attempts: 1)')
    expect([retried.code, retried.out]).toEqual([
      0,
      `${incident} is settled (retried); its case is ${instance}.\n`,
    ])
    expect(again.code).toBe(1)
    expect(again.err + again.out).toContain('incident-settled')
    expect(await goneOn(instance)).toMatchObject({ path: 'paid', data: { receipt: 'R-1' } })
    const settled = await run('incidents', '--status', 'retried', '--case', instance)
    expect(settled.out).toMatch(/settled \S+ by eve: It is open\./)
  })

  it('an incident is skipped with a value, which the case takes for the answer', async () => {
    const { instance, incident } = await dead()
    const skip = ['incidents', 'skip', incident, '--reason', 'Paid by hand.', '--json']

    const wrong = await run(...skip, '--value', 'R-2')
    const skipped = await run(...skip, '--value', '{"receipt":"R-2"}')

    expect(wrong.code).toBe(2)
    expect(skipped.json()).toMatchObject({ instance, incident: { status: 'skipped', settledBy: 'operator' } })
    expect(await goneOn(instance)).toMatchObject({ path: 'paid', data: { receipt: 'R-2' } })
  })

  it('an incident is sent back where the case waits, and nowhere else', async () => {
    const waiting = await dead()
    const left = await dead('print')

    const back = await run('incidents', 'send-back', waiting.incident, '--reason', 'Not his account.')
    const refused = await run('incidents', 'send-back', left.incident, '--reason', 'No paper.')

    expect(back.code).toBe(0)
    expect(await goneOn(waiting.instance)).toMatchObject({
      path: 'failed',
      data: { failure: 'Not his account.' },
    })
    expect(refused.code).toBe(1)
    expect(refused.err + refused.out).toContain('cannot-send-back')
  })

  it('an incident that is not there, and a decision without a reason, change nothing', async () => {
    const { incident } = await dead()

    const unknown = await run('incidents', 'retry', 'c-e1-i1', '--reason', 'x')
    const unreasoned = await run('incidents', 'retry', incident)

    expect([unknown.code, unreasoned.code]).toEqual([1, 2])
    expect((await run('incidents', '--json', '--limit', '500')).json().items).toContainEqual(
      expect.objectContaining({ id: incident, status: 'open' }),
    )
  })

  it('effects are held until they are released', async () => {
    const held = await run('hold', '--reason', 'The bank works on its line.', '--by', 'eve')
    const { instance } = await dead()
    const waiting = await run('switches', '--json')
    const released = await run('release', '--reason', 'The line works again.')

    expect(held.out).toMatch(/^hold-effects {2}since \S+ by eve: The bank works on its line\.\n$/)
    expect(waiting.json()).toMatchObject({
      items: [{ name: 'hold-effects', actor: 'eve' }],
      pending: expect.arrayContaining(['service:bank']) as string[],
    })
    expect(released.out).toBe('Nothing is held, no process is drained.\n')
    expect(await goneOn(instance)).toMatchObject({ path: 'paid' })
  })

  it('a process is drained until it is reopened', async () => {
    const begin = () =>
      working(paying, (engine) => engine.create('payout', { actor: 'ann', data: { amount: 7 } }))

    const drained = await run('drain', 'payout', '--reason', 'A new procedure.', '--json')
    const refused = await begin()
    const reopened = await run('reopen', 'payout', '--reason', 'It is there.')

    expect(drained.json()).toMatchObject({ items: [{ name: 'drain:payout', reason: 'A new procedure.' }] })
    expect(refused.refused?.code).toBe('process-draining')
    expect(reopened.code).toBe(0)
    expect((await begin()).refused).toBeUndefined()
    expect((await run('drain', 'payouts', '--reason', 'x')).code).toBe(1)
  })
})
