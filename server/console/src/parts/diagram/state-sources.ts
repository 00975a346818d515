import type { RuleSource } from '../../api/rule-sources.js'

/** Where the rules of one state come from, each by its place inside the state; those of the states inside are their own. */
export function sourcesOf(
  rules: readonly RuleSource[],
  path: string,
): readonly { readonly rule: string; readonly sources: readonly string[] }[] {
  const start = path === '' ? [] : path.split('.').flatMap((name) => ['states', name])
  return rules.flatMap(({ path: place, sources }) => {
    const rest = place.slice(start.length)
    const isInside = start.every((name, index) => place[index] === name)
    return isInside && own.has(rest[0] ?? '') ? [{ rule: rest.join(' › '), sources }] : []
  })
}

/** What a state says of itself, in the long form. */
const own = new Set([
  'deadlines',
  'reminders',
  'notices',
  'task',
  'on',
  'after',
  'always',
  'entry',
  'exit',
  'invoke',
])
