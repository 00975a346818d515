import type { ProblemAnswer } from '../../../../client/index.js'
import { useLocalText } from '../../i18n/use-local-text.js'

/** Every reason why something may not happen. */
export function Reasons({ reasons }: { readonly reasons: NonNullable<ProblemAnswer['reasons']> }) {
  const local = useLocalText()
  return (
    <ul className="do-reasons">
      {reasons.map((reason, index) => (
        <li key={index}>{local(reason.text)}</li>
      ))}
    </ul>
  )
}
