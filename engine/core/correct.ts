import type { RefusalReason, Text } from '../errors/index.js'
import { actingsOf } from './acting.js'
import { takeAttachments } from './attached.js'
import { changeData, type Change } from './change-data.js'
import type { Command } from './command.js'
import type { Draft } from './draft.js'
import { finishStep } from './finish-step.js'
import { bilingual, StepRefused } from './refusals.js'
import { instanceEnded, staleRevision } from './send.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'
import { expectPeople } from './tasks/index.js'
import { rolesTitle } from './titles.js'

type Correct = Extract<Command, { kind: 'correct' }>

/**
 * Corrects fields the process lets certain roles correct. Keys are fields or dotted paths below them; `null` takes
 * an answer away. The corrected data must fit the fields and the invariants.
 */
export function correct(draft: Draft, values: StepValues, command: Correct): Advanced {
  const { before } = draft
  const reasons =
    before?.status === 'ended'
      ? [instanceEnded]
      : [staleRevision(before?.revision, command.expectedRevision)].filter((reason) => reason !== undefined)
  const first = reasons.length > 0 ? reasons : notEditable(draft, command)
  if (first.length > 0) throw new StepRefused(first)
  const given = {
    fields: draft.process.fields,
    values: Object.entries(command.changes),
    labelOf: (path: string) => draft.process.labelOf(path),
  }
  takeAttachments(draft, given)
  expectPeople(draft.facts, given)
  const changes = Object.entries(command.changes).map(([path, value]): Change => [path, value ?? undefined])
  changeData(draft, changes, { type: 'corrected', told: { reason: command.reason } })
  return finishStep(draft, values)
}

function notEditable(draft: Draft, { changes, actor }: Correct): readonly RefusalReason[] {
  const { process, facts } = draft
  const { fields = [], roles = [] } = process.editable ?? {}
  const called = rolesTitle(facts.roleTitles, roles)
  if (actingsOf(draft, roles, actor).length === 0)
    return [
      {
        code: 'not-editable',
        text: bilingual(
          roles.length === 0 ? '该流程的内容不能更正。' : `只有以下角色可以更正：${called['zh-CN']}。`,
          roles.length === 0
            ? `Nobody may correct data of '${process.title.en}'.`
            : `Expected one of the roles ${called.en} to correct data of '${process.title.en}', but the sender has none of them.`,
        ),
        roles: [...roles],
      },
    ]
  const labels = (language: keyof Text): readonly string[] =>
    fields.map((field) => process.labelOf(field)[language])
  return Object.keys(changes)
    .filter((path) => !isEditable(path, fields))
    .map((path) => ({
      code: 'not-editable',
      text: bilingual(
        `“${process.labelOf(path)['zh-CN']}”不能更正；可以更正的有：${labels('zh-CN').join('、')}。`,
        `Expected one of ${labels('en').join(', ')} to be corrected, but '${process.labelOf(path).en}' may not be.`,
      ),
      field: path,
    }))
}

function isEditable(path: string, fields: readonly string[]): boolean {
  const names = path.split('.')
  return fields.includes(names[0] ?? '') && names.every((name) => /^[a-z][A-Za-z0-9]*$/.test(name))
}
