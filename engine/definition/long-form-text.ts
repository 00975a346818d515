import { stringify } from 'yaml'
import type { JsonObject } from '../errors/json.js'

/**
 * The long form of a process as YAML: everything that decides the flow, with modules, types, parameters and short forms
 * written out. Equal long forms give equal text, one value a line, so that two can be compared by lines.
 */
export function longFormText(resolved: JsonObject): string {
  // Without anchors and folded lines a change stays on the lines it is about.
  return stringify(resolved, { lineWidth: 0, aliasDuplicateObjects: false })
}
