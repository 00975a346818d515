import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject, RefusalReason } from '../errors/index.js'
import { calendarOf } from './calendar-of.js'
import { caseNumber, drawsNumber, seriesKey } from './case-number.js'
import type { Command, Facts, SharedChanges } from './command.js'
import { withValue } from './data-path.js'
import { Draft } from './draft.js'
import { finishStep } from './finish-step.js'
import { TrailBody } from './personal.js'
import { bilingual, dataReasons, StepRefused } from './refusals.js'
import type { Advanced } from './step-result.js'
import { StepValues } from './step-values.js'
import { walkIn } from './walk.js'
import type { Instant } from '../time/calendar.js'

type Create = Extract<Command, { kind: 'create' }>

/** Begins a case: who may, parameters, data with defaults, the case number, then the initial states. */
export function create(process: CheckedProcess, facts: Facts, command: Create, now: Instant): Advanced {
  const { id, actor } = command
  const { schedule } = command
  const reasons = [...(schedule ? [] : notAStarter(process, actor)), ...unsetParameters(process)]
  if (reasons.length > 0) throw new StepRefused(reasons)
  const data = startData(process, command.data)
  const { number, shared } = drawNumber(process, facts, now)
  const draft = new Draft({
    process,
    facts,
    at: now,
    actor,
    from: { id, createdAt: now, createdBy: actor.id, data, ...(number === undefined ? {} : { number }) },
  })
  noteCreated(draft, schedule)
  const values = new StepValues(draft)
  walkIn(draft, values)
  return finishStep(draft, values, shared)
}

/** Defaults with what was given; where the process names a form for it, only what that asks. */
function startData(process: CheckedProcess, given: JsonObject): JsonObject {
  const form = process.startForm === undefined ? undefined : process.forms.get(process.startForm)
  const wrong = form?.check(given) ?? []
  if (wrong.length > 0) throw new StepRefused(dataReasons(wrong))
  const data: JsonObject = form
    ? form
        .split(given)
        .answers.reduce((all, [path, value]) => withValue(all, path, value), process.defaults())
    : { ...process.defaults(), ...given }
  const problems = process.checkData(data, { complete: true })
  if (problems.length > 0) throw new StepRefused(dataReasons(problems))
  return data
}

function notAStarter(
  { startRoles, title }: CheckedProcess,
  actor: Create['actor'],
): readonly RefusalReason[] {
  if (startRoles.some((role) => actor.roles.includes(role))) return []
  const text =
    startRoles.length === 0
      ? bilingual(
          `流程“${title['zh-CN']}”不能由人发起。`,
          `Nobody may begin a case of '${title.en}' from outside.`,
        )
      : bilingual(
          `流程“${title['zh-CN']}”只能由以下角色发起：${startRoles.join('、')}。`,
          `Expected one of the roles ${startRoles.join(', ')} to begin a case of '${title.en}', but the sender has none of them.`,
        )
  return [{ code: 'forbidden', text, roles: [...startRoles] }]
}

function unsetParameters({ unsetParameters: names, parameters }: CheckedProcess): readonly RefusalReason[] {
  return names.map((name) => {
    const title = Object.hasOwn(parameters, name) ? parameters[name]?.title : undefined
    return {
      code: 'parameter-unset',
      text: bilingual(
        `参数“${title?.['zh-CN'] ?? name}”没有设定，不能发起。`,
        `Expected a value for the parameter '${title?.en ?? name}', but no profile sets one.`,
      ),
      field: name,
    }
  })
}

function drawNumber(
  process: CheckedProcess,
  facts: Facts,
  now: Instant,
): { readonly number?: string; readonly shared: SharedChanges } {
  const { number: pattern } = process
  if (!pattern) return { shared: { series: {} } }
  const calendar = calendarOf(process, facts)
  if (!drawsNumber(pattern)) return { number: caseNumber(pattern, calendar, now, 0), shared: { series: {} } }
  const key = seriesKey(pattern, calendar, now)
  const last = Object.hasOwn(facts.series, key) ? facts.series[key] : undefined
  const count = (last ?? 0) + 1
  return { number: caseNumber(pattern, calendar, now, count), shared: { series: { [key]: count } } }
}

function noteCreated(draft: Draft, schedule: Create['schedule']): void {
  const { process, identity } = draft
  const trail = new TrailBody({ process: process.id, version: process.version, hash: process.hash })
  if (process.profile !== undefined) trail.body['profile'] = process.profile
  if (identity.number !== undefined) trail.body['number'] = identity.number
  if (schedule) trail.body['schedule'] = { ...schedule }
  trail.body['data'] = trail.shownAll(process.fields, draft.data, '/data')
  draft.note('created', trail.body, trail.personal)
}
