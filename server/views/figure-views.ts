import {
  formatInstant,
  type CaseDue,
  type CheckedProcess,
  type Figures,
  type Text,
} from '../../engine/index.js'
import type { Titles } from './titles.js'
import { instanceRowView, time } from './views.js'

const titled = (title: Text | undefined, name = 'title'): object => (title ? { [name]: title } : {})

/** A case with what is due first in it, as HTTP shows it. */
export function caseDueView({ row, deadline, turns }: CaseDue, titles: Titles): object {
  const { version } = row
  const { id, state, dueAt } = deadline
  return {
    case: instanceRowView(row, titles),
    deadline: {
      id,
      state,
      dueAt: time(dueAt),
      ...titled(titles.deadline(version, id)),
      ...titled(titles.state(version, state), 'stateTitle'),
    },
    turns: turns.map((turn) => ({ ...turn, ...titled(titles.state(version, turn.state), 'stateTitle') })),
  }
}

/** Figures as HTTP shows them, with the names of the current versions. What these do not have any more has none. */
export function figuresView(figures: Figures, processes: readonly CheckedProcess[]): object {
  const { zone, since, until, spans, outcomes, breaches, visits } = figures
  const at = (instant: number): string => formatInstant(instant, zone)
  const named = new Map(processes.map((process) => [process.id, process]))
  const stateOf = (process: string, path: string) => named.get(process)?.states.get(path)
  return {
    ...figures,
    since: at(since),
    until: at(until),
    spans: spans.map((span) => ({ ...span, since: at(span.since), until: at(span.until) })),
    processes: figures.processes.map((one) => ({ ...one, ...titled(named.get(one.process)?.title) })),
    outcomes: outcomes.map((one) => ({ ...one, ...titled(titleOfEnd(named.get(one.process), one.outcome)) })),
    breaches: breaches.map((one) => {
      const [state, name] = partsOf(one.deadline)
      const told = stateOf(one.process, state)
      const deadline = told?.deadlines.find((each) => each.name === name)
      return { ...one, state, ...titled(deadline?.title), ...titled(told?.title, 'stateTitle') }
    }),
    visits: visits.map((one) => ({ ...one, ...titled(stateOf(one.process, one.state)?.title) })),
  }
}

/** Path and name of a deadline's id. */
function partsOf(id: string): readonly [state: string, name: string] {
  const mark = id.lastIndexOf('#')
  return [id.slice(0, mark), id.slice(mark + 1)]
}

function titleOfEnd(process: CheckedProcess | undefined, outcome: string | undefined): Text | undefined {
  const ends = [...(process?.states.values() ?? [])].filter((state) => state.outcome === outcome)
  return outcome === undefined ? undefined : ends[0]?.title
}
