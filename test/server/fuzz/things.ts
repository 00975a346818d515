import {
  DeliveryFailed,
  type Engine,
  type InstanceRecord,
  type JsonObject,
  type Refusal,
  type Service,
} from '../../../engine/index.js'
import { customerToken } from '../../../server/access/customer-token.js'
import type { LinkKey } from '../../../server/access/link-key.js'

/** A service that never takes anything: what is asked of it becomes an incident. */
export const closedBank: Service = () =>
  Promise.reject(new DeliveryFailed('receiver-refused', 'Expected an open account.', { permanent: true }))

/** Long enough that no part can be begun with it. */
export const longSerial = 'SN-2026-000123'

/** Who makes things that are of nobody else. */
export const admin = { id: 'ada', roles: ['admin'] }
const reason = 'to have something to ask for'
const day = 86_400_000

/** The file of a process that no folder has. */
export const laboratory = (version: string): string => `dsl: "1"
process: laboratory
version: "${version}"
title: { zh-CN: 实验, en: Laboratory }
start: { roles: [desk] }
events: { finish: { title: { zh-CN: 完成, en: Finish } } }
initial: open
states:
  open:
    title: { zh-CN: 进行中, en: Open }
    task: desk
    due: { within: 2 days, escalate: clerk }
    on: { finish: done }
  done: { type: final, outcome: done, title: { zh-CN: 已完成, en: Done } }
`

/** A case with something of it that has an id of its own. */
export interface CasePart {
  readonly instance: string
  readonly id: string
}

/** Numbers of what is made, so that no two things of a run have one name. */
let made = 0

/** A number that was not used yet. */
export function nextNumber(): number {
  made += 1
  return made
}

/**
 * Makes what requests are about, past the HTTP surface, each time anew: what was asked for once may be gone. With
 * `hides` every case is one that nobody sees but the desk, auditors and admins.
 */
export class Things {
  readonly #engine: Engine
  readonly #linkKey: LinkKey
  readonly #hides: boolean

  constructor(engine: Engine, linkKey: LinkKey, hides = false) {
    this.#engine = engine
    this.#linkKey = linkKey
    this.#hides = hides
  }

  /** Process of the cases. */
  get process(): 'job' | 'visit' {
    return this.#hides ? 'job' : 'visit'
  }

  /** A case that most of the people see. */
  visit(more: JsonObject = {}): Promise<InstanceRecord> {
    const data = { fault: 'leaks', phone: '13800138000', branch: 'east', ...more }
    return this.#hides ? this.job() : this.#begun('visit', data)
  }

  /** A case that nobody sees but the desk, auditors and admins. */
  job(serial = 'SN-1'): Promise<InstanceRecord> {
    return this.#begun('job', { serial })
  }

  async suspended(): Promise<string> {
    const { id } = await this.visit()
    await this.done((engine) => engine.suspend(id, { reason, actor: admin }))
    return id
  }

  async ended(): Promise<string> {
    const { id } = await this.visit()
    await this.done((engine) => engine.operate(id, { action: 'cancel', reason, actor: admin }))
    return id
  }

  async task(): Promise<string> {
    const { tasks } = await this.visit()
    return tasks[0]?.id ?? ''
  }

  /** A task that somebody has: a technician, or somebody of the desk. */
  async heldTask(): Promise<string> {
    const { id, tasks } = await this.visit()
    const [{ id: task } = { id: '' }] = tasks
    const to = this.#hides ? 'desk-west' : 'tech-east'
    const wish = { action: 'reassign', task, to, reason, actor: admin } as const
    await this.done((engine) => engine.operate(id, wish))
    return task
  }

  async link(role = 'customer'): Promise<string> {
    const { id } = await this.visit()
    const expiresAt = this.#engine.now() + 30 * day
    const link = await this.#engine.customerLinks.create({ instance: id, role, by: admin, expiresAt })
    return customerToken(link, this.#linkKey)
  }

  /** A job whose payment was refused for good. */
  async incident(): Promise<CasePart> {
    await this.#engine.releaseEffects({ reason, actor: admin })
    const { id: instance } = await this.job()
    await this.#sent(instance, 'pay')
    await this.#engine.runDue()
    const { items } = await this.#engine.incidents({ instance })
    return { instance, id: items[0]?.id ?? '' }
  }

  /** A job that should have become a case of its part, which could not begin. */
  async refusedMessage(): Promise<CasePart> {
    await this.#reopened('part')
    const { id } = await this.job(longSerial)
    await this.#sent(id, 'turn')
    return this.#messageOf(id)
  }

  /** A job that was told something by its part that it does not take where it stands. */
  async waitingMessage(): Promise<CasePart> {
    await this.#reopened('part')
    const { id } = await this.job()
    await this.#sent(id, 'order')
    await this.#engine.runDue()
    const { links = [] } = (await this.#engine.related(id)) ?? {}
    await this.#sent(links[0]?.instance ?? '', 'report')
    return this.#messageOf(id)
  }

  /** A job with a slip; the id is its number. */
  async slip(): Promise<CasePart> {
    const { id: instance } = await this.job()
    await this.#sent(instance, 'lend')
    const [slip] = (await this.#engine.papers(instance)) ?? []
    return { instance, id: slip?.number ?? '' }
  }

  /** Serial number of a unit that was mended. */
  async unit(): Promise<string> {
    const serial = `U-${nextNumber()}`
    const { id } = await this.job(serial)
    await this.#sent(id, 'mend')
    return serial
  }

  async file(): Promise<string> {
    const content = Buffer.from(`a file, ${nextNumber()}`)
    const { attachment } = await this.#engine.attachments.add({ content, actor: admin })
    return attachment?.id ?? ''
  }

  key(name = `key-${nextNumber()}`): Promise<{ readonly id: string; readonly key: string }> {
    return this.#engine.keys.create({ name, roles: ['desk'] })
  }

  /** A browser that is signed in: id of its session, and the secret its cookie has. */
  async session(): Promise<{ readonly id: string; readonly secret: string }> {
    const life = { idle: day, whole: day }
    const who = { by: 'provider', person: 'ada', roles: ['admin'] } as const
    const { id = '', secret = '' } = (await this.#engine.sessions.open(who, { life })) ?? {}
    return { id, secret }
  }

  /** Secret of a link that signs in, once. */
  async signInLink(): Promise<string> {
    const { id } = await this.key()
    return (await this.#engine.sessions.link(id, day)).secret
  }

  /** A draft of the admin: that of the same place before is replaced. */
  async draft(): Promise<string> {
    const { draft } = await this.#engine.drafts.save('ada', { process: 'visit' }, { fault: 'dr' })
    return draft?.id ?? ''
  }

  /** A view of the admin. */
  async view(): Promise<string> {
    const reader = { ...admin, mayShare: true }
    const own = (await this.#engine.views.list(reader)).filter(({ owner }) => owner === reader.id)
    // So many one person may keep, and not one more.
    if (own.length > 40) return own[0]?.id ?? ''
    const { view } = await this.#engine.views.add(reader, { name: `view ${nextNumber()}`, address: {} })
    return view?.id ?? ''
  }

  /** Hash of the version cases begin with, or began with. */
  async hash(): Promise<string> {
    return (await this.#engine.versions(this.process))[0]?.hash ?? ''
  }

  /** A version of a process that no folder has; the name of the version. */
  async deployed(): Promise<string> {
    const version = `1.0.${nextNumber()}`
    const checked = await this.#engine.checkVersion({ text: laboratory(version) })
    const answer = await this.#engine.deployVersion(checked, { note: reason, actor: admin })
    if (answer.refused) throw new Error(`Expected a version, but it was refused: ${answer.refused.code}.`)
    return version
  }

  /** Does something with a case as an operator, or as whoever of the house the event is for. */
  async done(what: (engine: Engine) => Promise<{ readonly refused?: Refusal | undefined }>): Promise<void> {
    const { refused } = await what(this.#engine)
    if (refused) throw new Error(`Expected it to be done, but it was refused with '${refused.code}'.`)
  }

  /** Has cases of a process begin again where somebody has drained it. */
  async #reopened(process: string): Promise<void> {
    const switches = await this.#engine.switches()
    if (switches.some(({ name }) => name === `drain:${process}`))
      await this.#engine.reopen(process, { reason, actor: admin })
  }

  async #begun(process: string, data: JsonObject): Promise<InstanceRecord> {
    await this.#reopened(process)
    const { instance, refused } = await this.#engine.create(process, { actor: 'desk-east', data })
    if (instance) return instance
    throw new Error(`Expected a case of '${process}', but it was refused with '${refused?.code ?? ''}'.`)
  }

  async #sent(instance: string, event: string): Promise<void> {
    await this.done((engine) => engine.send(instance, event, { actor: 'desk-east' }))
  }

  async #messageOf(instance: string): Promise<CasePart> {
    await this.#engine.runDue()
    const { messages = [] } = (await this.#engine.related(instance)) ?? {}
    return { instance, id: messages[0]?.id ?? '' }
  }
}
