import type { StepResult } from '../core/index.js'

/** Coverage point of a deadline `<state>#<name>`: it was met once, or broken once. */
export function deadlinePoint(deadline: string, how: 'met' | 'broken'): string {
  return `deadline:${deadline}:${how}`
}

/** All points a step passed through: those the step itself tells, and those its trail shows. */
export function coveredBy(result: StepResult): readonly string[] {
  if (result.kind === 'refused') return result.covered
  const ofDeadlines = result.trail.flatMap(({ type, body: { deadline } }) => {
    if (typeof deadline !== 'string') return []
    if (type === 'deadline-met') return [deadlinePoint(deadline, 'met')]
    return type === 'deadline-breached' ? [deadlinePoint(deadline, 'broken')] : []
  })
  return [...result.covered, ...ofDeadlines]
}
