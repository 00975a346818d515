/** One stay of a case in a state; without an end as long as it lasts. */
export interface Visit {
  readonly visit: number
  readonly entered: string
  readonly left?: string
}

interface Row {
  readonly type: string
  readonly at: string
  readonly body?: Readonly<Record<string, unknown>>
}

/** The visits of a state in a trail whose oldest row comes first. */
export function visitsOf(trail: readonly Row[], path: string): readonly Visit[] {
  const visits = new Map<number, Visit>()
  for (const { type, at, body } of trail) {
    if (body?.['state'] !== path || typeof body['visit'] !== 'number') continue
    const visit = body['visit']
    const before = visits.get(visit)
    if (type === 'state-entered') visits.set(visit, { visit, entered: at })
    else if (type === 'state-left' && before) visits.set(visit, { ...before, left: at })
  }
  return [...visits.values()]
}
