import type { AcceptedEvent, Actor, CheckedProcess, InstanceRecord } from '../../engine/index.js'
import { withoutData } from './without-data.js'
import { labelled } from '../views/labelled.js'
import { shownFields } from '../views/shown-fields.js'
import { time } from '../views/views.js'

/** A case as its customer sees it: where it is, what is promised for when, and what is needed from the customer. */
export function customerView(
  record: InstanceRecord,
  process: CheckedProcess,
  told: {
    readonly actor: Actor
    readonly promised: readonly object[]
    readonly events: readonly AcceptedEvent[]
  },
): object {
  const { number, status, outcome } = record
  const sees = told.actor.roles.flatMap((role) => process.parties.get(role)?.sees ?? [])
  const data = Object.entries(record.data).filter(([field]) => sees.includes(field))
  return {
    title: process.title,
    ...(number === undefined ? {} : { number }),
    status,
    ...(outcome === undefined ? {} : { outcome }),
    ...(record.suspended ? { suspended: { at: time(record.suspended.at) } } : {}),
    revision: record.revision,
    createdAt: time(record.createdAt),
    updatedAt: time(record.updatedAt),
    states: innermost(record).map(({ path, since }) => ({
      title: process.states.get(path)?.title,
      since: time(since),
    })),
    promised: told.promised,
    needed: told.events.map((event) => neededView(event, process, told.actor)),
    ...(data.length > 0 && {
      data: Object.fromEntries(data),
      fields: Object.fromEntries(data.map(([field]) => [field, labelled(process.fields[field]?.definition)])),
    }),
  }
}

/** What a state stands in says less than the state itself. */
const innermost = ({ active }: InstanceRecord): InstanceRecord['active'] =>
  active.filter((outer) => !active.some(({ path }) => path.startsWith(`${outer.path}.`)))

function neededView(
  { event, title, state, visit, form, answer, refusal, shows }: AcceptedEvent,
  process: CheckedProcess,
  actor: Actor,
): object {
  const asked = form === undefined ? undefined : process.forms.get(form)
  return {
    event,
    title,
    state,
    visit,
    answer,
    awaited: process.states.get(state)?.task?.roles.some((role) => actor.roles.includes(role)) ?? false,
    ...shownFields(shows, process),
    ...(asked && { form: asked.schema }),
    ...(refusal && { refusal: withoutData(refusal, actor) }),
  }
}
