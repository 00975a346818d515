import type { CheckedAction, CheckedState } from '../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../errors/index.js'
import { allocate } from './allocate.js'
import { beginCases } from './cases/begin-cases.js'
import { tellCase } from './cases/tell-case.js'
import { changeData, type Change } from './change-data.js'
import { isObject, valueAt, withValue } from './data-path.js'
import type { Draft } from './draft.js'
import { attemptsOf, requestEffect, requestMessage } from './request-effect.js'
import type { StepValues } from './step-values.js'
import { writeUnit } from './unit/write-unit.js'
import { runPaper } from './vouchers/run-paper.js'

/** Runs one action of a state against the draft. `raise` is only noted: XState queues it. */
export function runAction(draft: Draft, values: StepValues, action: CheckedAction, at: CheckedState): void {
  const state = at.path
  switch (action.kind) {
    case 'assign': {
      // All values first: the entries of one `assign` see the data as it was before.
      const changes = action.entries.map(([path, value]) => [path, values.resolve(value, state)] as const)
      changeData(draft, changes)
      return
    }
    case 'clear':
      changeData(draft, action.paths.map(cleared))
      return
    case 'append':
      changeData(draft, appended(draft, values, action, state))
      return
    case 'update':
      changeData(draft, [[action.list, updated(draft, values, action, state)]])
      return
    case 'remove': {
      const kept = listAt(draft, action.list).filter(
        (item) => values.valueOf(action.where, state, item) !== true,
      )
      changeList(draft, action.list, kept)
      return
    }
    case 'allocate':
      allocate(draft, values, action, state)
      return
    case 'unit':
      writeUnit(draft, values, action, state)
      return
    case 'raise':
      draft.note('event-raised', { event: action.event, state })
      return
    case 'notify':
      requestMessage(draft, values, state, action)
      return
    case 'call':
      requestEffect(draft, state, {
        kind: 'call',
        service: action.service,
        input: values.resolveAll(action.input, state),
        ...attemptsOf(action),
      })
      return
    case 'start':
      beginCases(draft, values, { state, begin: action.begin, kind: 'started' })
      return
    case 'tell':
      tellCase(draft, values, action, state)
      return
    case 'paper':
      runPaper(draft, values, action, state)
      return
  }
}

function appended(
  draft: Draft,
  values: StepValues,
  { entries }: Extract<CheckedAction, { kind: 'append' }>,
  state: string,
): readonly Change[] {
  return entries.map(([path, value]) => [path, [...listAt(draft, path), values.resolve(value, state)]])
}

function cleared(path: string): Change {
  return [path, undefined]
}

function updated(
  draft: Draft,
  values: StepValues,
  action: Extract<CheckedAction, { kind: 'update' }>,
  state: string,
): JsonValue | undefined {
  if (valueAt(draft.data, action.list) === undefined) return undefined
  return listAt(draft, action.list).map((item) => {
    if (values.valueOf(action.where, state, item) !== true) return item
    const set = action.set.map(([name, value]) => [name, values.resolve(value, state, item)] as const)
    return set.reduce<JsonObject>(
      (changed, [name, value]) => withValue(changed, name, value),
      isObject(item) ? item : {},
    )
  })
}

function changeList(draft: Draft, path: string, items: readonly JsonValue[]): void {
  if (valueAt(draft.data, path) !== undefined) changeData(draft, [[path, [...items]]])
}

/** The list at a path; an absent one is empty. */
function listAt(draft: Draft, path: string): readonly JsonValue[] {
  const value = valueAt(draft.data, path)
  return Array.isArray(value) ? value : []
}
