import { useLocalText } from '../i18n/use-local-text.js'
import { stateChains, type NamedState } from './state-chains.js'
import './state-lines.css'

/** How many parts of a parallel case a line of a list shows. */
const mostShown = 2

/** Where a case stands, a line for each part at work: “In repair › Waiting for parts”. */
export function StateLines({
  states,
  all = false,
}: {
  readonly states: readonly NamedState[]
  readonly all?: boolean
}) {
  const local = useLocalText()
  const chains = stateChains(states)
  const shown = all ? chains : chains.slice(0, mostShown)
  return (
    <span className="state-lines">
      {shown.map((chain) => (
        <span key={chain.at(-1)?.path}>
          {chain.map(({ path, title }, index) => (
            <span key={path} className={index === chain.length - 1 ? 'state-here' : 'soft'}>
              {index > 0 && <span aria-hidden> › </span>}
              {local(title, path)}
            </span>
          ))}
        </span>
      ))}
      {chains.length > shown.length && <span className="soft">+ {chains.length - shown.length}</span>}
    </span>
  )
}
