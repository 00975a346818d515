import type { JsonObject } from '../../errors/index.js'
import type { Draft } from '../draft.js'
import { TrailBody } from '../personal.js'
import type { OperatorAction } from './operator-action.js'

/**
 * Notes an operator's action at the head of its step. The reason may hold a name, so that it stands beside the body and
 * can be erased.
 */
export function noteAct(
  draft: Draft,
  { action, reason }: { readonly action: OperatorAction['action']; readonly reason: string },
  told: JsonObject,
): void {
  const trail = new TrailBody({ action, ...told })
  trail.body['reason'] = trail.hide(reason, '/reason')
  draft.note('operator-acted', trail.body, trail.personal)
}
