import type { RuleContext } from '../../rule.js'

/**
 * States of which something was left out because it was faulty. What such a state lacks proves nothing: rules that
 * reason from absence treat it as if it could do anything, so that one mistake is not reported twice.
 */
export function faultyStates(context: RuleContext): ReadonlySet<string> {
  const found = new Set(context.incomplete)
  for (const problem of context.set.problems) {
    if (problem.severity !== 'error' || problem.place?.file !== context.document.file) continue
    const state = ownerOf(context, problem.place.path)
    if (state !== undefined) found.add(state)
  }
  return found
}

const flowKeys = new Set(['states', 'on', 'after', 'initial', 'type'])

/** State a path of the file lies in: `a.b` for `states.a.states.b.on.x`. `undefined` where it concerns no state. */
function ownerOf(context: RuleContext, path: string | undefined): string | undefined {
  if (path === undefined || path === '') return ''
  const keys = path.split('.')
  if (!flowKeys.has(keys[0] ?? '')) return undefined
  let owner = ''
  for (let index = 0; keys[index] === 'states' && keys[index + 1] !== undefined; index += 2) {
    const name = String(keys[index + 1])
    const state = owner === '' ? name : `${owner}.${name}`
    if (!context.process.states.has(state)) break
    owner = state
  }
  return owner
}
