import { createContext, useContext } from 'react'
import { useDeadlines, type Instance, type Process } from '../../api/queries.js'
import { useLocalText, type LocalText } from '../../i18n/use-local-text.js'
import { wayTo } from './field-definition.js'

interface Named {
  readonly process: Process | undefined
  readonly instance: Instance
}

const TitlesContext = createContext<Named | undefined>(undefined)

export const TitlesProvider = TitlesContext.Provider

/** Names of what the case that is shown is made of; the id where it has no other name. */
export interface CaseTitles {
  readonly state: (path: string) => string
  readonly event: (id: string) => string
  readonly decision: (name: string) => string
  /** Of a field or a dotted path below one. */
  readonly field: (path: string) => string
  /** Of a clock by its id, `<state>#<key>` or `<state>@<kind>.<key>`: its own title, else that of its state. */
  readonly clock: (id: string) => string
  /** The zone clocks of the case are counted in: that of this one where it runs, else of any. */
  readonly zone: (clock: string) => string | undefined
}

export function useCaseTitles(): CaseTitles {
  const local = useLocalText()
  const named = useContext(TitlesContext)
  const { data: clocks } = useDeadlines(named?.instance.id ?? '')
  const all = [...(clocks?.running ?? []), ...(clocks?.ended ?? [])]
  const states = named?.process?.states ?? []
  const state = (path: string): string =>
    path === ''
      ? local(named?.instance.title)
      : local([...(named?.instance.states ?? []), ...states].find((one) => one.path === path)?.title, path)
  return {
    state,
    event: (id) =>
      local(
        states.flatMap(({ events }) => events).find(({ event, title }) => event === id && title)?.title,
        id,
      ),
    decision: (name) => local(named?.process?.decisions[name], name),
    field: (path) => {
      const way = wayTo(named?.process, path)
      return way.length === 0 ? path : way.map(({ label }) => local(label)).join(' · ')
    },
    clock: (id) => {
      const rule = all.find((one) => one.id === id)?.rule as { readonly title?: LocalText } | undefined
      return local(rule?.title, state(id.split(/[#@]/)[0] ?? ''))
    },
    zone: (id) => (all.find((one) => one.id === id) ?? all.find(({ calendar }) => calendar))?.calendar?.zone,
  }
}
