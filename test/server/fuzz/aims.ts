import type { AllOperations } from '../../../server/contract/operations.js'
import { csrfTokenOf } from '../../../server/identity/own-origin.js'
import type { Random } from '../../fuzz/random.js'
import type { SenderName } from '../access/expected-answers.js'
import { actOf } from './acts.js'
import type { HttpWorld } from './http-world.js'
import { admin, laboratory, nextNumber, type Things } from './things.js'

/** What a request is to be so that it is granted. */
export interface Aim {
  /** Who asks; the admin unless given. */
  readonly sender?: SenderName
  /** Parameters of the address. */
  readonly at?: { readonly [parameter: string]: string }
  readonly query?: { readonly [name: string]: string }
  /** Takes the place of the key where it has a cookie. */
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: object
}

/** What aims are taken with. With `things` that hide, every stranger has to be told that there is nothing. */
export interface Aiming {
  readonly world: HttpWorld
  readonly random: Random
  readonly things: Things
}

type Maker = (by: Aiming) => Aim | Promise<Aim>

const reason = 'to be granted'
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const house = {
  title: { 'zh-CN': '工作时间', en: 'House' },
  zone: 'Asia/Shanghai',
  dayCounting: 'same-time',
  hours: Object.fromEntries(week.map((day) => [day, [['10:00', '16:00']]])),
}

const ofCase: Maker = async ({ things }) => ({ at: { id: (await things.visit()).id } })
const ofProcess: Maker = ({ things }) => ({ at: { id: things.process } })
const ofVersion: Maker = async ({ things }) => ({ at: { id: things.process, hash: await things.hash() } })
const ofRegister: Maker = () => ({ at: { id: 'visits' } })
const ofIncident: Maker = async ({ things }) => ({
  at: { id: (await things.incident()).id },
  body: { reason },
})
const ofKey: Maker = async ({ things }) => ({ at: { id: (await things.key()).id }, body: {} })

/** What a page of our own sends beside what it asks. */
const ownPage = ({ origin }: HttpWorld): readonly (readonly [string, string])[] => [
  ['Origin', origin],
  ['Sec-Fetch-Site', 'same-origin'],
]

/** By operation, wherever a request with a key and nothing else is not granted. */
const makers: { readonly [route in keyof AllOperations]?: Maker } = {
  'GET /docs/problems/{code}': () => ({ at: { code: 'forbidden' } }),
  'GET /sign-in/callback': callback,
  'GET /sign-in/link/{secret}': async ({ things }) => ({ at: { secret: await things.signInLink() } }),
  'POST /sign-in/link/{secret}': async ({ things, world }) => ({
    at: { secret: await things.signInLink() },
    headers: ownPage(world),
  }),
  'POST /api/session': ({ world }) => ({ headers: ownPage(world) }),
  'POST /api/session/end': async ({ things, world }) => {
    const { secret } = await things.session()
    const own = ownPage(world)
    return {
      headers: [['Cookie', `aftercare-loopback=${secret}`], ...own, ['X-CSRF-Token', csrfTokenOf(secret)]],
    }
  },
  'POST /api/sessions/{id}/end': async ({ things }) => ({ at: { id: (await things.session()).id } }),
  'POST /api/keys': () => ({ body: { name: `key-${nextNumber()}`, roles: ['desk'], processes: ['visit'] } }),
  'POST /api/keys/{id}/rotate': ofKey,
  'POST /api/keys/{id}/revoke': ofKey,
  'GET /api/processes/{id}': ofProcess,
  'GET /api/processes/{id}/diagram.svg': ofProcess,
  'GET /api/processes/{id}/diagram.txt': ofProcess,
  'GET /api/processes/{id}/versions': ofProcess,
  'GET /api/processes/{id}/versions/{hash}': ofVersion,
  'GET /api/processes/{id}/versions/{hash}/diff': ofVersion,
  'POST /api/processes/check': () => ({
    body: { text: laboratory(`1.0.${nextNumber()}`), file: 'laboratory.yaml' },
  }),
  'POST /api/processes': () => ({ body: { text: laboratory(`1.0.${nextNumber()}`), note: reason } }),
  'POST /api/processes/{id}/retire': async ({ things }) => {
    const version = await things.deployed()
    return { at: { id: 'laboratory' }, body: { reason, version } }
  },
  // Not those that the others need.
  'POST /api/processes/{id}/drain': () => ({ at: { id: 'stock' }, body: { reason } }),
  'POST /api/processes/{id}/reopen': () => ({ at: { id: 'stock' }, body: { reason } }),
  'POST /api/effects/hold': () => ({ body: { reason } }),
  'POST /api/effects/release': () => ({ body: { reason } }),
  'GET /api/instances/{id}': ofCase,
  'GET /api/instances/{id}/customer-links': ofCase,
  'GET /api/instances/{id}/deadlines': ofCase,
  'GET /api/instances/{id}/diagram.svg': ofCase,
  'GET /api/instances/{id}/diagram.txt': ofCase,
  'GET /api/instances/{id}/effects': ofCase,
  'GET /api/instances/{id}/events': ofCase,
  'GET /api/instances/{id}/links': ofCase,
  'GET /api/instances/{id}/papers': ofCase,
  'GET /api/instances/{id}/similar': ofCase,
  'GET /api/instances/{id}/stuck': ofCase,
  'GET /api/instances/{id}/trail': ofCase,
  'GET /api/instances/{id}/papers/{paper}/{number}': async ({ things }) => {
    const { instance, id } = await things.slip()
    return { at: { id: instance, paper: 'slip', number: id } }
  },
  'POST /api/instances': () => ({
    sender: 'desk',
    body: { process: 'visit', data: { fault: 'drips', branch: 'east' } },
  }),
  'POST /api/instances/{id}/events': async ({ things }) => {
    const { id, active } = await things.visit()
    const { path: state = '', visit = 1 } = active[0] ?? {}
    return {
      ...{ sender: 'desk', at: { id } },
      body: { event: 'wish', payload: { wish: 'soon' }, to: state, expectedVisit: { state, visit } },
    }
  },
  'POST /api/instances/{id}/notes': async ({ things }) => ({
    at: { id: (await things.visit()).id },
    body: { text: 'called' },
  }),
  'POST /api/instances/{id}/corrections': async ({ things }) => ({
    ...{ sender: 'desk', at: { id: (await things.visit()).id } },
    body: { changes: { fault: 'drips' }, reason },
  }),
  'POST /api/instances/{id}/actions': (by) => actOf(by),
  'POST /api/instances/{id}/customer-links': async ({ things }) => ({
    at: { id: (await things.visit()).id },
    body: { role: 'customer', expiresAt: '2026-12-24T12:00:00Z' },
  }),
  'POST /api/instances/{id}/customer-links/revoke': async ({ things }) => ({
    at: { id: (await things.visit()).id },
    body: {},
  }),
  'POST /api/instances/{id}/messages/{message}/retry': async ({ things }) => {
    const { instance, id } = await things.refusedMessage()
    return { at: { id: instance, message: id }, body: { reason, data: { serial: 'SN-2' } } }
  },
  'POST /api/instances/{id}/messages/{message}/discard': async ({ things }) => {
    const { instance, id } = await things.waitingMessage()
    return { at: { id: instance, message: id }, body: { reason } }
  },
  'GET /api/incidents/{id}': ofIncident,
  'POST /api/incidents/{id}/retry': ofIncident,
  'POST /api/incidents/{id}/skip': ofIncident,
  'POST /api/incidents/{id}/send-back': ofIncident,
  'POST /api/tasks/{id}/claim': async ({ things }) => {
    const { tasks } = await things.job()
    return { sender: 'desk', at: { id: tasks[0]?.id ?? '' }, body: {} }
  },
  'POST /api/tasks/{id}/release': async ({ things }) => ({
    ...{ sender: 'technician', at: { id: await things.heldTask() }, body: { reason } },
  }),
  'POST /api/tasks/{id}/assign': async ({ things }) => ({
    at: { id: await things.task() },
    body: { to: 'tech-east', reason },
  }),
  'POST /api/tasks/{id}/complete': async ({ things }) => ({
    ...{ sender: 'technician', at: { id: await things.heldTask() }, body: { event: 'done' } },
  }),
  'GET /api/units/{serial}': async ({ things }) => ({ at: { serial: await things.unit() } }),
  'POST /api/attachments': () => ({ query: { name: 'a file.txt' }, body: Buffer.from('a file') }),
  'GET /api/attachments/{id}': async ({ things }) => ({ at: { id: await things.file() } }),
  'POST /api/calendars/{id}/diff': () => ({ at: { id: 'house' }, body: house }),
  'GET /api/registers/{id}': ofRegister,
  'GET /api/registers/{id}.csv': ofRegister,
  'GET /api/registers/{id}.xlsx': ofRegister,
  'POST /api/views': () => ({ body: { name: `view ${nextNumber()}`, address: { status: 'active' } } }),
  'POST /api/views/{id}': async ({ things }) => ({
    at: { id: await things.view() },
    body: { name: `view ${nextNumber()}`, role: 'desk', first: true },
  }),
  'POST /api/views/{id}/remove': async ({ things }) => ({ at: { id: await things.view() }, body: {} }),
  'POST /api/drafts': async ({ things }) => {
    const { id, active } = await things.visit()
    const { path: state = '', visit = 1 } = active[0] ?? {}
    return { body: { instance: id, event: 'wish', state, visit, answers: { wish: 'so' } } }
  },
  'POST /api/drafts/{id}/discard': async ({ things }) => ({ at: { id: await things.draft() }, body: {} }),
  'GET /customer-links/{token}': async ({ things }) => ({ at: { token: await things.link() } }),
  'POST /customer-links/{token}/events': async ({ things }) => ({
    at: { token: await things.link() },
    body: { event: 'wish', payload: { wish: 'soon' } },
  }),
  'POST /customer-links/{token}/attachments': async ({ things }) => ({
    at: { token: await things.link() },
    body: jpeg,
  }),
}

/** What a request to an operation is to be so that it is granted. What it is about is made, and there is nothing more. */
export async function aimAt(route: string, by: Aiming): Promise<Aim> {
  return (await makers[route as keyof AllOperations]?.(by)) ?? {}
}

/** A browser on its way back from the provider, where somebody has signed in. */
async function callback({ world }: Aiming): Promise<Aim> {
  const begun = await fetch(`${world.origin}/sign-in`, { redirect: 'manual' })
  const asked = new URL(begun.headers.get('Location') ?? '').searchParams
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const [state = '', nonce = ''] = ['state', 'nonce'].map((name) => asked.get(name) ?? '')
  return {
    query: { code: world.issuer.codeFor({ nonce, person: admin.id }), state },
    headers: [['Cookie', cookie]],
  }
}
