import type { CheckedAction, CheckedState } from '../definition/checked-process.js'
import { EngineError, type JsonObject, type JsonValue } from '../errors/index.js'
import { changeData, type Change } from './change-data.js'
import { isObject, valueAt, withValue } from './data-path.js'
import type { Draft } from './draft.js'
import { requestEffect, requestMessage } from './request-effect.js'
import type { StepValues } from './step-values.js'

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
      changeData(
        draft,
        action.paths.map((path) => [path, undefined] as const),
      )
      return
    case 'append': {
      const changes = action.entries.map(([path, value]): Change => [
        path,
        [...listAt(draft, path), values.resolve(value, state)],
      ])
      changeData(draft, changes)
      return
    }
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
      })
      return
    case 'paper':
      throw new EngineError(
        'engine-bug',
        `Expected a process without papers, but '${draft.process.id}' would ${action.act} '${action.paper}'; such a process is not deployed.`,
      )
  }
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
