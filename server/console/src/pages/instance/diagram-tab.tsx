import type { Instance } from '../../api/queries.js'
import { Diagram } from '../../parts/diagram/diagram.js'

/** The case on the picture of its process: where it is and was, what is late, and what operators did. */
export function DiagramTab({ instance: { id } }: { readonly instance: Instance }) {
  return (
    <div className="diagram-tab">
      <Diagram drawn={{ instance: id }} />
    </div>
  )
}
