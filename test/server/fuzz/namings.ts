import type { AllOperations } from '../../../server/contract/operations.js'
import type { Aim, Aiming } from './aims.js'

/** A request that names something beside its address, and what it names. */
interface Naming {
  readonly aim: Aim
  readonly real: string
}

type Maker = (by: Aiming) => Promise<Naming>

const reason = 'to see what is told'

/** Who sees visits and may do most with them, and nothing of jobs. */
const sender = 'supervisor'

const hiddenCase = async ({ world }: Aiming): Promise<string> => (await world.hidden.visit()).id

/** A query that names a hidden case. */
const byCase =
  (name: string): Maker =>
  async (by) => {
    const real = await hiddenCase(by)
    return { aim: { query: { [name]: real } }, real }
  }

/** A filter of cases that names something of a hidden one. */
const byFilter: Maker = async ({ world, random }) => {
  const { id, number = '', version } = await world.hidden.visit()
  const [name, real] = random.pick([
    ['q', id],
    ['q', number],
    ['unit', await world.hidden.unit()],
    ['version', version],
    ['process', 'job'],
    ['assignee', 'desk-west'],
    ['state', 'open'],
  ] as const)
  return { aim: { sender, query: { [name]: real } }, real }
}

/** An act on a case the sender sees, about something that is hidden. */
const byAct: Maker = async (by) => {
  const { world, random, things } = by
  const [members, real] = await random.pick([
    async () => {
      const into = await hiddenCase(by)
      return [{ action: 'merge', into, confirmDifferent: true }, into] as const
    },
    async () => {
      const other = await hiddenCase(by)
      return [{ action: 'link', other }, other] as const
    },
    async () => {
      const task = await world.hidden.task()
      return [{ action: 'reassign', task }, task] as const
    },
    async () => {
      const { id } = await world.hidden.incident()
      return [{ action: 'retry', incident: id }, id] as const
    },
  ])()
  return { aim: { sender, at: { id: (await things.visit()).id }, body: { reason, ...members } }, real }
}

const draftOf: Maker = async ({ world }) => {
  const { id } = await world.hidden.visit()
  return { aim: { body: { instance: id, event: 'lend', state: 'open', visit: 1, answers: {} } }, real: id }
}

/** A file of somebody else, named as an answer. */
const byFile: Maker = async ({ things }) => {
  const photo = await things.file()
  const body = { event: 'wish', payload: { wish: 'soon', photo } }
  return { aim: { at: { token: await things.link() }, body }, real: photo }
}

const byProcess = (aim: Aim): Maker => {
  return () => Promise.resolve({ aim, real: 'job' })
}

/** By operation: what may be named in a query or a body, and is told nothing of to whoever does not see it. */
export const namings: readonly (readonly [route: keyof AllOperations, make: Maker])[] = [
  ['POST /api/instances/{id}/actions', byAct],
  ['POST /api/instances/{id}/actions', byAct],
  ['POST /api/drafts', draftOf],
  ['POST /api/drafts', byProcess({ body: { process: 'job', answers: {} } })],
  ['GET /api/drafts', byCase('instance')],
  ['GET /api/incidents', byCase('instance')],
  ['GET /api/tasks', byCase('instance')],
  ['GET /api/vouchers', byCase('instance')],
  ['GET /api/operator-actions', byCase('instance')],
  ['GET /api/instances', byFilter],
  ['GET /api/instances/count', byFilter],
  ['GET /api/deadlines', byFilter],
  ['GET /api/figures', byFilter],
  ['GET /api/changes', byProcess({ query: { process: 'job' } })],
  ['POST /api/instances', byProcess({ body: { process: 'job', data: {} } })],
  ['POST /customer-links/{token}/events', byFile],
]
