import type { Rotation, UnitFile } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import { EngineError } from '../errors/index.js'
import { UnfitText } from './database-error.js'
import { KnownNumbers } from './known-numbers.js'
import type {
  GroupTransaction,
  HeldFacts,
  PaperNumber,
  SavedStep,
  StoredAnswer,
  StoreTransaction,
} from './port.js'
import type { SaltSource } from './personal-values.js'
import { type LockedHeads, saveSteps } from './save-steps.js'
import { saveShared } from './save-shared.js'
import { holdNames, type Session } from './session.js'
import { createWrites } from './store-writes.js'
import { findIdempotencyKeys, heldKey, insertIdempotencyKeys } from './tables/idempotency-keys.js'
import { lockFreeRows, readKnownIds } from './tables/instances.js'

/** What a group of pieces of work has read and changed so far, before any of it is written. */
interface Overlay {
  /** Cases as they stand; `undefined` where there is none. */
  readonly cases: Map<string, InstanceRecord | undefined>
  /** One step a case, from its stored record to how it stands. */
  readonly steps: Map<string, SavedStep>
  readonly keys: Map<string, StoredAnswer | undefined>
  readonly newKeys: Map<string, StoredAnswer>
  readonly series: Map<string, number | undefined>
  readonly drawn: Map<string, number>
  readonly rotations: Map<string, Rotation | undefined>
  readonly turned: Map<string, Rotation>
  readonly units: Map<string, UnitFile | undefined>
  readonly written: Map<string, UnitFile>
}

/** One group at work. */
interface Group {
  readonly session: Session
  readonly salts: SaltSource
  readonly heads: LockedHeads
  readonly plain: StoreTransaction
  readonly numbers: KnownNumbers
  readonly overlay: Overlay
  /** Takes back what the piece of work under way has changed in the overlay, the latest first. */
  readonly undo: (() => void)[]
  /** How often was written in the middle: what was written cannot be taken back. */
  writes: number
}

/**
 * The port inside the transaction of a group: a later piece of work sees what an earlier one has changed, although
 * nothing is written before the end, when all goes out together with one statement a table. What is read by other ways
 * than by its key is read after everything so far was written.
 */
export function createGroupedWrites(session: Session, salts: SaltSource): GroupTransaction {
  const heads: LockedHeads = new Map()
  const plain = createWrites(session, salts, heads)
  const numbers = new KnownNumbers()
  const group: Group = { session, salts, heads, plain, numbers, overlay: emptyOverlay(), undo: [], writes: 0 }
  return {
    ...readingAll(plain, () => flush(group)),
    ...ofCases(group),
    ...ofSharedRows(group),
    ...ofKeys(group),
    held: () => heldBy(group),
    storedAttachments: (ids) => plain.storedAttachments(ids),
    processVersion: (hash) => plain.processVersion(hash),
    flush: () => flush(group),
    prepare: (request) => prepare(group, request),
    attempt: (work) => attempt(group, work),
  }
}

async function flush(group: Group): Promise<void> {
  const { session, heads, salts } = group
  const { steps, newKeys, drawn, turned, written } = group.overlay
  if (steps.size + newKeys.size + drawn.size + turned.size + written.size === 0) return
  group.writes += 1
  await saveShared(session, {
    series: Object.fromEntries(drawn),
    rotations: Object.fromEntries(turned),
    units: Object.fromEntries(written),
  })
  await saveSteps(session, [...steps.values()], { heads, salts })
  await insertIdempotencyKeys(session, [...newKeys.values()])
  for (const changed of [steps, newKeys, drawn, turned, written]) changed.clear()
}

async function prepare(
  { session, heads, overlay }: Group,
  { instances, keys }: Parameters<GroupTransaction['prepare']>[0],
): Promise<readonly string[]> {
  await holdNames(session, keys.map(heldKey))
  const found = await findIdempotencyKeys(session, keys)
  for (const key of keys) overlay.keys.set(heldKey(key), found.get(heldKey(key)))
  const free = await lockFreeRows(session, instances)
  for (const [id, { record, head }] of free) {
    heads.set(id, head)
    overlay.cases.set(id, record)
  }
  const missing = instances.filter((id) => !free.has(id))
  const elsewhere = await readKnownIds(session, missing)
  for (const id of missing) if (!elsewhere.includes(id)) overlay.cases.set(id, undefined)
  return elsewhere
}

async function attempt<T>(
  group: Group,
  work: () => Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }> {
  const { writes, undo } = group
  undo.length = 0
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    // What was written stays written, and a statement that failed may have ended the transaction.
    if (group.writes !== writes || isOfDatabase(error)) throw error
    for (const back of undo.reverse()) back()
    group.numbers.clear()
    return { ok: false, error }
  }
}

function ofCases(
  group: Group,
): Pick<StoreTransaction, 'lockInstance' | 'instance' | 'saveStep' | 'usedVouchers'> {
  const { plain } = group
  return {
    lockInstance: (id) => through(group, group.overlay.cases, id, () => plain.lockInstance(id)),
    instance: async (id) => group.overlay.cases.get(id) ?? plain.instance(id),
    saveStep(step) {
      const { steps, cases } = group.overlay
      const { after } = step
      put(group, steps, after.id, merged(steps.get(after.id), step))
      put(group, cases, after.id, after)
      return Promise.resolve()
    },
    async usedVouchers(numbers) {
      const used = await plain.usedVouchers(numbers)
      const issued = [...group.overlay.steps.values()].flatMap(({ after }) => after.vouchers ?? [])
      const same = (one: PaperNumber) => (other: PaperNumber) =>
        one.paper === other.paper && one.number === other.number
      const found = numbers.filter((one) => used.some(same(one)) || issued.some(same(one)))
      group.numbers.learn(numbers, found)
      return found
    },
  }
}

function ofSharedRows(group: Group): Pick<StoreTransaction, 'saveShared' | 'series' | 'rotation' | 'unit'> {
  const { plain } = group
  return {
    saveShared({ series, rotations = {}, units = {}, vouchers = [] }) {
      const { overlay, numbers } = group
      numbers.forget(vouchers)
      keep(group, series, overlay.series, overlay.drawn)
      keep(group, rotations, overlay.rotations, overlay.turned)
      keep(group, units, overlay.units, overlay.written)
      return Promise.resolve()
    },
    async series(keys) {
      const known = group.overlay.series
      const unknown = keys.filter((key) => !known.has(key))
      const found = unknown.length > 0 ? await plain.series(unknown) : {}
      for (const key of unknown) put(group, known, key, found[key])
      const drawn = keys.flatMap((key) => {
        const value = known.get(key)
        return value === undefined ? [] : [[key, value] as const]
      })
      return Object.fromEntries(drawn)
    },
    rotation: (key) => through(group, group.overlay.rotations, key, () => plain.rotation(key)),
    unit: (serial) => through(group, group.overlay.units, serial, () => plain.unit(serial)),
  }
}

function ofKeys(group: Group): Pick<StoreTransaction, 'findIdempotencyKey' | 'saveIdempotencyKey'> {
  return {
    findIdempotencyKey: (scope, key) =>
      through(group, group.overlay.keys, heldKey({ scope, key }), () =>
        group.plain.findIdempotencyKey(scope, key),
      ),
    saveIdempotencyKey(answer) {
      const held = heldKey(answer)
      put(group, group.overlay.keys, held, answer)
      put(group, group.overlay.newKeys, held, answer)
      return Promise.resolve()
    },
  }
}

/** What requests before this one have read by its key: the next one need not ask for it. */
function heldBy({ overlay: { series, rotations, units }, numbers }: Group): HeldFacts {
  return {
    series: valuesOr(series, 0),
    rotations: valuesOr(rotations, null),
    units: valuesOr(units, null),
    papers: numbers.all,
  }
}

function valuesOr<T, N>(
  known: ReadonlyMap<string, T | undefined>,
  absent: N,
): { readonly [key: string]: T | N } {
  return Object.fromEntries([...known].map(([key, value]) => [key, value ?? absent]))
}

/** Sets an entry of the overlay so that it can be taken back: a copy of all for each request would cost more than most do. */
function put<K, V>({ undo }: Group, map: Map<K, V>, key: K, value: V): void {
  const old = map.has(key) ? { value: map.get(key) as V } : undefined
  undo.push(() => {
    if (old) map.set(key, old.value)
    else map.delete(key)
  })
  map.set(key, value)
}

/** Every other way to read or write goes to the database, after what waits was written. */
function readingAll(plain: StoreTransaction, flush: () => Promise<void>): StoreTransaction {
  const entries = Object.entries(plain).map(([name, method]: [string, (...args: unknown[]) => unknown]) => [
    name,
    async (...args: unknown[]) => {
      await flush()
      return method(...args)
    },
  ])
  return Object.fromEntries(entries) as StoreTransaction
}

async function through<T>(
  group: Group,
  known: Map<string, T | undefined>,
  key: string,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  if (!known.has(key)) put(group, known, key, await read())
  return known.get(key)
}

function keep<T>(
  group: Group,
  changes: { readonly [key: string]: T },
  known: Map<string, T | undefined>,
  changed: Map<string, T>,
): void {
  for (const [key, value] of Object.entries(changes)) {
    put(group, known, key, value)
    put(group, changed, key, value)
  }
}

function isOfDatabase(error: unknown): boolean {
  return error instanceof UnfitText || (error instanceof EngineError && /^database-/.test(error.code))
}

/** Two steps of a case as one. */
function merged(first: SavedStep | undefined, then: SavedStep): SavedStep {
  if (!first) return then
  const { before, ...rest } = then
  return {
    ...(first.before && before ? { before: first.before } : {}),
    ...rest,
    trail: [...first.trail, ...then.trail],
    effects: [...first.effects, ...then.effects],
    messages: [...first.messages, ...then.messages],
    links: [...first.links, ...then.links],
    attachments: [...first.attachments, ...then.attachments],
  }
}

function emptyOverlay(): Overlay {
  return {
    cases: new Map(),
    steps: new Map(),
    keys: new Map(),
    newKeys: new Map(),
    series: new Map(),
    drawn: new Map(),
    rotations: new Map(),
    turned: new Map(),
    units: new Map(),
    written: new Map(),
  }
}
