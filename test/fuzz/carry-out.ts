import { EngineError, type Answer, type SendRequest } from '../../engine/index.js'
import type { FuzzWorld } from './fuzz-world.js'
import type { Move } from './move.js'

/** How a move ended: an answer, or an error with its code. Any other exception is thrown on. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'error'; readonly error: EngineError }
  | { readonly kind: 'done' }

/** A move that is answered with a case. */
type Asking = Exclude<Move, { kind: 'wait' | 'holdEffects' | 'releaseEffects' }>

/** Does a move on the engine. */
export async function carryOut(world: FuzzWorld, move: Move): Promise<Outcome> {
  try {
    if (move.kind === 'wait') {
      world.clock.moveTo(move.to)
      if (move.thenRun) await world.engine.runDue()
      return { kind: 'done' }
    }
    if (move.kind === 'holdEffects' || move.kind === 'releaseEffects') {
      await world.engine[move.kind]({ reason: 'tried', actor: move.actor })
      return { kind: 'done' }
    }
    return { kind: 'answer', answer: await ask(world, move) }
  } catch (error) {
    if (error instanceof EngineError) return { kind: 'error', error }
    throw error
  }
}

async function ask({ engine }: FuzzWorld, move: Asking): Promise<Answer> {
  switch (move.kind) {
    case 'create': {
      return engine.create(move.process, move)
    }
    case 'send': {
      return engine.send(move.instance, move.event, withoutForetold(move))
    }
    case 'note':
      return engine.note(move.instance, move)
    case 'correct':
      return engine.correct(move.instance, move)
    case 'suspend':
    case 'resume':
    case 'recompute':
      return engine[move.kind](move.instance, move)
    case 'claimTask':
      return engine.claimTask(move.task, { actor: move.actor })
    case 'releaseTask':
      return engine.releaseTask(move.task, { actor: move.actor, reason: 'tried' })
    case 'assignTask':
      return engine.assignTask(move.task, { ...move, reason: 'tried' })
    case 'reassign': {
      const { kind: action, instance, task, to, actor } = move
      return engine.operate(instance, {
        action,
        task,
        actor,
        reason: 'tried',
        ...(to !== undefined && { to }),
      })
    }
    case 'merge':
      return engine.merge(move.instance, { into: move.other, reason: 'tried', actor: move.actor })
    case 'link':
      return engine.link(move.instance, { other: move.other, reason: 'tried', actor: move.actor })
    case 'applyProfile': {
      const { profile, dryRun, actor } = move
      const answer = await engine.applyProfile(move.instance, { profile, dryRun, actor, reason: 'tried' })
      return answer
    }
    case 'retryMessage':
    case 'discardMessage':
      return engine[move.kind](move.message, { reason: 'tried', actor: move.actor })
    case 'skipIncident':
      return engine.skipIncident(move.incident, { reason: 'tried', actor: move.actor, value: move.value })
    case 'retryIncident':
    case 'sendBackIncident':
      return engine[move.kind](move.incident, { reason: 'tried', actor: move.actor })
  }
}

/** The request of a move: what the engine does not know of is no harm, but this one tells what to expect of it. */
function withoutForetold(move: Extract<Move, { kind: 'send' }>): SendRequest {
  const request: { foretold?: unknown } & SendRequest = { ...move }
  delete request.foretold
  return request
}
