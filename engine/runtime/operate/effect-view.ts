import { formatInstant } from '../../time/index.js'
import type { ActionEffect, EffectTimer } from './effect-of.js'

/** What an operator's action does to a case as it is printed and answered: instants in RFC 3339, UTC. */
export function actionEffectView({ clocks, timersArmed, timersWithdrawn, ...effect }: ActionEffect): object {
  return {
    ...effect,
    clocks: clocks.map(({ before, after, ...clock }) => ({
      ...clock,
      ...(before !== undefined && { before: formatInstant(before) }),
      ...(after !== undefined && { after: formatInstant(after) }),
    })),
    timersArmed: timersArmed.map(timerView),
    timersWithdrawn: timersWithdrawn.map(timerView),
  }
}

function timerView(timer: EffectTimer): object {
  return { ...timer, dueAt: formatInstant(timer.dueAt) }
}
