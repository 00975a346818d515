import type { Knex } from 'knex'
import { createAnchor, loadOrCreateAnchorKey } from '../../../../engine/index.js'
import { join } from 'node:path'
import { stopFiles } from './stop-files.js'
import type { World } from './stop-world.js'

/** Something an engine does that commits a certain transaction. */
export interface StopAct {
  /** Done before, and acknowledged. */
  readonly before?: (world: World) => Promise<unknown>
  /** How much later the act is, in milliseconds. */
  readonly later?: number
  /** The calendar's hours by then. */
  readonly hours?: string
  /** What is cut off, and then done again from its beginning with the same keys. Opening the engine comes before it. */
  readonly act: (world: World) => Promise<unknown>
  /** Nothing else of the act changes cases: before its commit all is as it was. */
  readonly isAlone?: boolean
}

const minute = 60_000
const hour = 60 * minute
const ann = { id: 'ann', roles: ['clerk'] }
const root = { id: 'root', roles: ['admin'] }
const id = 'before-1'
const reason = 'as agreed'

const create =
  (address: string) =>
  async ({ engine }: World) => {
    const { refused } = await engine.create('order', { actor: ann, data: { address } })
    if (refused) throw new Error(refused.text.en)
  }
const begun = create('Lane 5')
const send = ({ engine }: World, event: string, idempotencyKey: string = event) =>
  engine.send(id, event, { actor: ann, idempotencyKey })
const asked = (event: string, address?: string) => async (world: World) => {
  await create(address ?? 'Lane 5')(world)
  await send(world, event)
}
const runDue = ({ engine }: World) => engine.runDue()
/** What was taken by a node that died is another's when its lease is over. */
const delivered = async (world: World): Promise<void> => {
  await world.engine.runDue()
  world.clock.moveTo(world.clock.now() + minute)
  await world.engine.runDue()
}

/** By the name of the transaction. */
export const stopActs: { readonly [transaction: string]: StopAct } = {
  // When it is opened on a database that is empty.
  migrate: { act: begunOnce },
  lease: { before: begun, later: 26 * hour, act: runDue },
  deploy: { act: begunOnce },
  schedule: { before: begun, later: 4 * hour, act: runDue },
  group: { before: begun, isAlone: true, act: (world) => send(world, 'pay') },
  alone: { before: poisoned('poison'), act: sendPoison },
  attachment: { act: addAttachment },
  due: { before: begun, later: 26 * hour, act: runDue },
  message: { before: asked('ask'), act: runDue },
  hold: { before: heldBack, act: runDue },
  sweep: { before: begun, hours: '10:00-12:00', act: runDue },
  anchor: { before: begun, act: anchor },
  profile: {
    ...{ before: begun, isAlone: true },
    act: ({ engine }) =>
      engine.applyProfile(id, { profile: 'quick', actor: root, reason, idempotencyKey: 'profile' }),
  },
  'case-action': {
    ...{ before: both, isAlone: true },
    act: ({ engine }) => engine.link(id, { other: 'before-2', actor: root, reason, idempotencyKey: 'link' }),
  },
  'deploy-version': { before: begun, isAlone: true, act: deployVersion },
  retire: {
    ...{ before: begun, isAlone: true },
    act: ({ engine }) => engine.retireVersion('order', { actor: root, reason, idempotencyKey: 'retire' }),
  },
  switch: { before: begun, act: ({ engine }) => engine.holdEffects({ actor: root, reason }) },
  key: { act: ({ engine }) => engine.keys.create({ name: 'desk', roles: ['clerk'] }) },
  session: {
    act: ({ engine }) =>
      engine.sessions.open(
        { by: 'provider', person: 'ann', roles: [] },
        { life: { idle: hour, whole: hour } },
      ),
  },
  'customer-link': {
    before: begun,
    act: ({ engine }) =>
      engine.customerLinks.create({
        ...{ instance: id, role: 'customer', by: 'ann' },
        expiresAt: engine.now() + hour,
      }),
  },
  view: {
    act: ({ engine }) =>
      engine.views.add({ id: 'ann', roles: [] }, { name: 'late', address: { view: 'late' } }),
  },
  draft: {
    before: begun,
    act: ({ engine }) =>
      engine.drafts.save('ann', { instance: id, event: 'pay', state: 'open', visit: 1 }, { by: 'card' }),
  },
  housekeeping: { before: addAttachment, later: 30 * 24 * hour, act: tidied },
  'effect-claim': { before: asked('pay'), act: delivered },
  'effect-renew': { before: asked('print', 'slow'), act: delivered },
  'effect-settle': { before: asked('pay'), act: delivered },
  'effect-dead': { before: asked('print', 'nowhere'), act: delivered },
  // Inside an effect: after the claim, and after the delivery but before that is written.
  delivery: { before: asked('pay'), act: delivered },
}

function begunOnce({ engine }: World): Promise<unknown> {
  return engine.create('order', { actor: ann, data: { address: 'Lane 5' }, idempotencyKey: 'first' })
}

/** The process with another figure, and a version for each of its profiles. */
async function deployVersion({ engine }: World): Promise<void> {
  const [order] = stopFiles('09:00-17:00')
  const text = order?.text
    .replace('version: 1.0.0', 'version: 1.1.0')
    .replace('default: 3 days', 'default: 4 days')
  const asked = { note: reason, actor: root, idempotencyKey: 'deploy' }
  const { refused } = await engine.deployVersion(await engine.checkVersion({ text: text ?? '' }), asked)
  if (refused) throw new Error(refused.text.en)
}

async function both(world: World): Promise<void> {
  await begun(world)
  await begun(world)
}

async function addAttachment({ engine }: World): Promise<void> {
  const content = Buffer.from('a picture')
  const { attachment } = await engine.attachments.add({ content, actor: ann })
  if ((await engine.attachments.read(attachment?.id ?? ''))?.content.length !== content.length)
    throw new Error('Expected the attachment to be there.')
}

async function tidied({ engine }: World): Promise<void> {
  await engine.attachments.removeUnused()
}

async function anchor({ engine, folder }: World): Promise<void> {
  const signer = await loadOrCreateAnchorKey(join(folder, 'anchor.pem'))
  await createAnchor(engine.store, signer, engine.now())
}

/** Begins a case in a database that refuses trail rows with a word in them. */
function poisoned(word: string): (world: World) => Promise<void> {
  return async (world) => {
    await begun(world)
    await refuseRows(world.db, `new.personal like '%${word}%'`)
  }
}

/** The second and third come while the first is being written, and share a transaction that fails. */
async function sendPoison({ engine }: World): Promise<void> {
  const note = (text: string) => engine.note(id, { text, actor: ann, idempotencyKey: text }).catch(String)
  await Promise.all([note('one'), note('two'), note('poison'), note('three')])
}

/** A case has asked for another, which cannot be written. */
async function heldBack(world: World): Promise<void> {
  await asked('ask')(world)
  await refuseRows(world.db, "new.type = 'created'")
}

async function refuseRows(db: Knex, when: string): Promise<void> {
  if (String((db.client as { config: { client: unknown } }).config.client) !== 'pg') {
    await db.raw(
      `create trigger refused before insert on aftercare_trail when ${when} begin select raise(abort, 'no'); end`,
    )
    return
  }
  await db.raw(
    `create function refused() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
  )
  await db.raw(
    `create trigger refused before insert on aftercare_trail for each row when (${when}) execute function refused()`,
  )
}
