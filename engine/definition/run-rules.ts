import type { Problem } from '../errors/problem.js'
import type { Finding, Rule, RuleContext } from './rule.js'

/**
 * Runs every rule on a process and gives what they found, at its place. A rule that throws becomes one problem
 * `rule-crashed`; what it found before is kept, and the other rules run.
 */
export function runRules(rules: readonly Rule[], context: RuleContext): readonly Problem[] {
  return rules.flatMap((rule) => runRule(rule, context))
}

function runRule(rule: Rule, context: RuleContext): readonly Problem[] {
  const problems: Problem[] = []
  try {
    for (const finding of rule.check(context)) problems.push(foundProblem(rule.name, finding, context))
  } catch (error) {
    problems.push(crash(rule, context, error))
  }
  return problems
}

/** A finding as a problem, with the code of its rule. */
export function foundProblem(
  code: Rule['name'],
  { path, key, range, severity = 'error', ...rest }: Finding,
  { document }: Pick<RuleContext, 'document'>,
): Problem {
  const place = document.locate(path, { ...(key && { key }), ...(range && { range }) })
  return { code, severity, ...rest, place }
}

function crash(rule: Rule, { document }: RuleContext, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error)
  return {
    code: 'rule-crashed',
    severity: 'error',
    message: `Expected the rule '${rule.name}' to look at '${document.id}', but it failed: ${reason}.`,
    found: rule.name,
    hint: 'This is a fault of the rule, not of the file. Please report it with the file.',
    place: document.locate([]),
  }
}
