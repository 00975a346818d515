import type { JsonObject, JsonValue } from '../errors/index.js'
import { sameValue, valueAt, withoutValue, withValue } from './data-path.js'
import type { Draft } from './draft.js'
import { TrailBody } from './personal.js'
import type { TrailType } from './command.js'

/** A value to write, or `undefined` to take away. */
export type Change = readonly [path: string, value: JsonValue | undefined]

/**
 * Writes values into the draft's data and notes what became different: `{ changes: { path: [old, new] } }`. `told`
 * are people's own words, which stand beside the body so that they can be erased.
 */
export function changeData(
  draft: Draft,
  changes: readonly Change[],
  entry: { readonly type: TrailType; readonly told?: { readonly [name: string]: string } } = {
    type: 'data-changed',
  },
): void {
  const trail = new TrailBody({})
  for (const [name, text] of Object.entries(entry.told ?? {})) trail.body[name] = trail.hide(text, `/${name}`)
  const noted: JsonObject = {}
  for (const [path, value] of changes) {
    const old = valueAt(draft.data, path)
    if (sameValue(old, value)) continue
    draft.data = value === undefined ? withoutValue(draft.data, path) : withValue(draft.data, path, value)
    noted[path] = [old ?? null, value ?? null].map((side, index) =>
      trail.shown(draft.process.fields, path, side, `/changes/${path}/${index}`),
    )
  }
  // A correction is noted even if it changes nothing: somebody looked and gave a reason.
  if (Object.keys(noted).length === 0 && entry.type === 'data-changed') return
  trail.body['changes'] = noted
  draft.note(entry.type, trail.body, trail.personal)
}
