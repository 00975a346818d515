import type { OperatorWish } from '../../../engine/index.js'
import type { Kind } from './matter-files.js'

/**
 * What each action comes to, by the kind of state the case is in: the answer | what the trail tells of it, in order | how
 * the case stands afterwards: where it is, whose turn it is, what is due how many hours after it began. Kept as it was
 * written: a cell that changes is looked at, and then written here.
 */
export const cells: { readonly [action in OperatorWish['action']]: { readonly [kind in Kind]: string } } = {
  suspend: {
    waiting: 'done | suspended | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'done | suspended | parts.first.working + parts.second.working; suspended; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child': 'done | suspended | asking; suspended; tasks t2 clerk; due #due 72 h; awaits',
    incident: 'done | suspended | paying; suspended; tasks t2 clerk; due #due 72 h; awaits',
    suspended:
      'refused: instance-suspended | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  resume: {
    waiting:
      'refused: instance-not-suspended | - | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'refused: instance-not-suspended | - | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child':
      'refused: instance-not-suspended | - | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident: 'refused: instance-not-suspended | - | paying; active; tasks t2 clerk; due #due 72 h; awaits',
    suspended: 'done | resumed | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  cancel: {
    waiting:
      'done | operator-acted cancel, task-closed open t1, state-left open, deadline-met, deadline-met, ended cancelled | ; ended cancelled',
    parallel:
      'done | operator-acted cancel, task-closed parts.second.working t3, state-left parts.second.working, state-left parts.second, task-closed parts.first.working t2, state-left parts.first.working, state-left parts.first, state-left parts, deadline-met, ended cancelled | ; ended cancelled',
    'open child':
      'done | operator-acted cancel, task-closed asking t2, case-told, state-left asking, deadline-met, ended cancelled | ; ended cancelled',
    incident:
      'done | operator-acted cancel, task-closed paying t2, state-left paying, deadline-met, ended cancelled | ; ended cancelled',
    suspended:
      'refused: instance-suspended | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  move: {
    waiting:
      'done | operator-acted move checking, task-closed open t1, state-left open, state-entered checking, task-opened checking t2, effect-requested checking e1 notify, deadline-met | checking; active; tasks t2 leader; due #due 72 h',
    parallel:
      'done | operator-acted move checking, task-closed parts.second.working t3, state-left parts.second.working, state-left parts.second, task-closed parts.first.working t2, state-left parts.first.working, state-left parts.first, state-left parts, state-entered checking, task-opened checking t4, effect-requested checking e1 notify | checking; active; tasks t4 leader; due #due 72 h',
    'open child':
      'done | operator-acted move checking, task-closed asking t2, case-told, state-left asking, state-entered checking, task-opened checking t3, effect-requested checking e1 notify | checking; active; tasks t3 leader; due #due 72 h',
    incident:
      'done | operator-acted move checking, task-closed paying t2, state-left paying, state-entered checking, task-opened checking t3, effect-requested checking e2 notify | checking; active; tasks t3 leader; due #due 72 h',
    suspended:
      'refused: instance-suspended | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  'edit-data': {
    waiting:
      'done | operator-acted edit-data, data-changed | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h; note put right',
    parallel:
      'done | operator-acted edit-data, data-changed | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h; note put right',
    'open child':
      'done | operator-acted edit-data, data-changed | asking; active; tasks t2 clerk; due #due 72 h; awaits; note put right',
    incident:
      'done | operator-acted edit-data, data-changed | paying; active; tasks t2 clerk; due #due 72 h; awaits; note put right',
    suspended:
      'done | operator-acted edit-data, data-changed | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h; note put right',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  reassign: {
    waiting:
      'done | operator-acted reassign t1 ben, task-assigned open t1 ben | open; active; tasks t1 ben; due #due 72 h, open#due 2 h',
    parallel:
      'done | operator-acted reassign t2 ben, task-assigned parts.first.working t2 ben | parts.first.working + parts.second.working; active; tasks t2 ben, t3 leader; due #due 72 h',
    'open child':
      'done | operator-acted reassign t2 ben, task-assigned asking t2 ben | asking; active; tasks t2 ben; due #due 72 h; awaits',
    incident:
      'done | operator-acted reassign t2 ben, task-assigned paying t2 ben | paying; active; tasks t2 ben; due #due 72 h; awaits',
    suspended:
      'refused: instance-suspended | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  'set-deadline': {
    waiting:
      'done | operator-acted set-deadline #due, deadline-moved 2026-09-28T06:30:00.000Z | open; active; tasks t1 clerk; due #due 5 h, open#due 2 h',
    parallel:
      'done | operator-acted set-deadline #due, deadline-moved 2026-09-28T06:30:00.000Z | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 5 h',
    'open child':
      'done | operator-acted set-deadline #due, deadline-moved 2026-09-28T06:30:00.000Z | asking; active; tasks t2 clerk; due #due 5 h; awaits',
    incident:
      'done | operator-acted set-deadline #due, deadline-moved 2026-09-28T06:30:00.000Z | paying; active; tasks t2 clerk; due #due 5 h; awaits',
    suspended:
      'refused: instance-suspended | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  'withdraw-deadline': {
    waiting: 'refused: due-point-not-set | - | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'refused: due-point-not-set | - | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child': 'refused: due-point-not-set | - | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident: 'refused: due-point-not-set | - | paying; active; tasks t2 clerk; due #due 72 h; awaits',
    suspended:
      'refused: instance-suspended | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  reopen: {
    waiting: 'refused: instance-not-ended | - | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'refused: instance-not-ended | - | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child': 'refused: instance-not-ended | - | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident: 'refused: instance-not-ended | - | paying; active; tasks t2 clerk; due #due 72 h; awaits',
    suspended:
      'refused: instance-not-ended | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended:
      'done | operator-acted reopen checking, state-left closed, state-entered checking, task-opened checking t2, effect-requested checking e1 notify, deadline-set | checking; active; tasks t2 leader; due #due 72 h',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  retry: {
    waiting: 'refused: unknown-incident | - | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'refused: unknown-incident | - | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child': 'refused: unknown-incident | - | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident: 'done | incident-retried e1-i1 | paying; active; tasks t2 clerk; due #due 72 h; awaits',
    suspended: 'refused: unknown-incident | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: unknown-incident | - | closed; ended closed',
    merged: 'refused: unknown-incident | - | ; ended merged-into',
  },
  skip: {
    waiting: 'refused: unknown-incident | - | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'refused: unknown-incident | - | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child': 'refused: unknown-incident | - | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident:
      'done | result-taken paying, task-closed paying t2, state-left paying, branch-taken paying, state-entered checking, task-opened checking t3, effect-requested checking e2 notify, incident-skipped e1-i1 | checking; active; tasks t3 leader; due #due 72 h',
    suspended: 'refused: unknown-incident | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: unknown-incident | - | closed; ended closed',
    merged: 'refused: unknown-incident | - | ; ended merged-into',
  },
  'send-back': {
    waiting: 'refused: unknown-incident | - | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'refused: unknown-incident | - | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child': 'refused: unknown-incident | - | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident:
      'done | result-taken paying, task-closed paying t2, state-left paying, branch-taken paying, state-entered open, task-opened open t3, deadline-set, incident-sent-back e1-i1 | open; active; tasks t3 clerk; due #due 72 h, open#due 2 h',
    suspended: 'refused: unknown-incident | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: unknown-incident | - | closed; ended closed',
    merged: 'refused: unknown-incident | - | ; ended merged-into',
  },
  recompute: {
    waiting: 'same | - | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'same | - | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child': 'same | - | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident: 'same | - | paying; active; tasks t2 clerk; due #due 72 h; awaits',
    suspended: 'same | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'same | - | closed; ended closed',
    merged: 'same | - | ; ended merged-into',
  },
  'apply-profile': {
    waiting:
      'done | profile-applied version, deadline-moved 2026-09-29T01:30:00.000Z | open; active; tasks t1 clerk; due #due 24 h, open#due 2 h',
    parallel:
      'done | profile-applied version, deadline-moved 2026-09-29T01:30:00.000Z | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 24 h',
    'open child':
      'done | profile-applied version, deadline-moved 2026-09-29T01:30:00.000Z | asking; active; tasks t2 clerk; due #due 24 h; awaits',
    incident:
      'done | profile-applied version, deadline-moved 2026-09-29T01:30:00.000Z | paying; active; tasks t2 clerk; due #due 24 h; awaits',
    suspended:
      'done | profile-applied version, deadline-moved 2026-09-29T01:30:00.000Z | open; suspended; tasks t1 clerk; due #due 24 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  merge: {
    waiting:
      'done | merged, task-closed open t1, state-left open, deadline-met, deadline-met, ended merged-into | ; ended merged-into',
    parallel:
      'done | merged, task-closed parts.second.working t3, state-left parts.second.working, state-left parts.second, task-closed parts.first.working t2, state-left parts.first.working, state-left parts.first, state-left parts, deadline-met, ended merged-into | ; ended merged-into',
    'open child': 'refused: cannot-merge | - | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident:
      'done | merged, task-closed paying t2, state-left paying, deadline-met, ended merged-into | ; ended merged-into',
    suspended:
      'refused: instance-suspended | - | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'refused: instance-ended | - | closed; ended closed',
    merged: 'refused: instance-ended | - | ; ended merged-into',
  },
  link: {
    waiting: 'done | linked other | open; active; tasks t1 clerk; due #due 72 h, open#due 2 h',
    parallel:
      'done | linked other | parts.first.working + parts.second.working; active; tasks t2 clerk, t3 leader; due #due 72 h',
    'open child': 'done | linked other | asking; active; tasks t2 clerk; due #due 72 h; awaits',
    incident: 'done | linked other | paying; active; tasks t2 clerk; due #due 72 h; awaits',
    suspended: 'done | linked other | open; suspended; tasks t1 clerk; due #due 72 h, open#due 2 h',
    ended: 'done | linked other | closed; ended closed',
    merged: 'done | linked other | ; ended merged-into',
  },
}
