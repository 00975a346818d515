import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject, RefusalReason } from '../errors/index.js'
import { actingsOf } from './acting.js'
import { calendarOf } from './calendar-of.js'
import { handedData } from './cases/handed-data.js'
import { expectNameable } from './attached.js'
import { caseNumber, drawsNumber, seriesKey } from './case-number.js'
import { tellingCovered } from './covered-points.js'
import type { Command, Facts, SharedChanges } from './command.js'
import { withValue } from './data-path.js'
import { Draft } from './draft.js'
import { factGiven } from './fact-needed.js'
import { finishStep } from './finish-step.js'
import { TrailBody } from './personal.js'
import { bilingual, dataReasons, StepRefused } from './refusals.js'
import type { Advanced } from './step-result.js'
import { StepValues } from './step-values.js'
import { expectPeople } from './tasks/index.js'
import { rolesTitle } from './titles.js'
import { takeOver } from './vouchers/index.js'
import { walkIn } from './walk.js'
import type { Instant } from '../time/calendar.js'

type Create = Extract<Command, { kind: 'create' }>

/** Begins a case: who may, parameters, data with defaults, the case number, then the initial states. */
export function create(process: CheckedProcess, facts: Facts, command: Create, now: Instant): Advanced {
  const { id, actor } = command
  const { schedule, origin } = command
  const reasons = [
    ...(schedule || origin ? [] : notAStarter(process, actor, facts)),
    ...unsetParameters(process),
  ]
  if (reasons.length > 0) throw new StepRefused(reasons)
  const { data, leftBehind } = origin
    ? handedData(process, origin, command.data)
    : { data: startData(process, command.data), leftBehind: [] }
  const given = {
    fields: process.fields,
    values: Object.entries(command.data),
    labelOf: (path: string) => process.labelOf(path),
  }
  const from = [origin?.record.instance, schedule?.object].filter((one) => one !== undefined)
  const attached = expectNameable({ process, facts, actor, cases: [id, ...from] }, given)
  // What another case or a schedule hands over nobody has entered, and nobody would be there to enter it again.
  if (!schedule && !origin) expectPeople(facts, given)
  const { number, drawn } = drawNumber(process, facts, now)
  const draft = new Draft({
    process,
    facts,
    at: now,
    actor,
    from: {
      id,
      createdAt: now,
      createdBy: origin?.createdBy ?? actor.id,
      data,
      ...(number === undefined ? {} : { number }),
      ...(origin && { origin: origin.record }),
    },
  })
  Object.assign(draft.shared.series, drawn)
  for (const one of attached) draft.attachments.add(one)
  noteCreated(draft, schedule, leftBehind)
  if (origin) takeOver(draft, origin.vouchers)
  const values = new StepValues(draft)
  return tellingCovered(draft, () => {
    walkIn(draft, values)
    const advanced = finishStep(draft, values)
    if (!schedule && !origin) expectOwnParty(draft, process, actor)
    return advanced
  })
}

/** Whoever begins a case only in a role that is a party belongs to the party the case has then. */
function expectOwnParty({ parties }: Draft, process: CheckedProcess, actor: Create['actor']): void {
  const { startRoles, title } = process
  if (actingsOf({ process, parties }, startRoles, actor).length > 0) return
  const text = bilingual(
    `只能为本单位发起“${title['zh-CN']}”。`,
    `Expected the party of the sender in the new case of '${title.en}', but it names another one or none.`,
  )
  throw new StepRefused([{ code: 'forbidden', text, roles: [...startRoles] }])
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
  { roleTitles }: Facts,
): readonly RefusalReason[] {
  if (startRoles.some((role) => actor.roles.includes(role))) return []
  const called = rolesTitle(roleTitles, startRoles)
  const text =
    startRoles.length === 0
      ? bilingual(
          `流程“${title['zh-CN']}”不能由人发起。`,
          `Nobody may begin a case of '${title.en}' from outside.`,
        )
      : bilingual(
          `流程“${title['zh-CN']}”只能由以下角色发起：${called['zh-CN']}。`,
          `Expected one of the roles ${called.en} to begin a case of '${title.en}', but the sender has none of them.`,
        )
  return [{ code: 'forbidden', text, roles: [...startRoles] }]
}

/** Why no case can run on a process: its required figures that have no value, by name. */
export function unsetParameters({
  unsetParameters: names,
  parameters,
}: CheckedProcess): readonly RefusalReason[] {
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
): { readonly number?: string; readonly drawn: SharedChanges['series'] } {
  const { number: pattern } = process
  if (!pattern) return { drawn: {} }
  const calendar = calendarOf(process, facts)
  if (!drawsNumber(pattern)) return { number: caseNumber(pattern, calendar, now, 0), drawn: {} }
  const key = seriesKey(pattern, calendar, now)
  const last = Object.hasOwn(facts.series, key) ? facts.series[key] : undefined
  const count = factGiven(last, { kind: 'series', keys: [key] }) + 1
  return { number: caseNumber(pattern, calendar, now, count), drawn: { [key]: count } }
}

function noteCreated(draft: Draft, schedule: Create['schedule'], leftBehind: readonly string[]): void {
  const { process, identity } = draft
  const trail = new TrailBody({ process: process.id, version: process.version, hash: process.hash })
  if (process.profile !== undefined) trail.body['profile'] = process.profile
  if (identity.number !== undefined) trail.body['number'] = identity.number
  if (schedule) trail.body['schedule'] = { ...schedule }
  if (identity.origin) trail.body['origin'] = { ...identity.origin }
  if (leftBehind.length > 0) trail.body['leftBehind'] = [...leftBehind]
  trail.body['data'] = trail.shownAll(process.fields, draft.data, '/data')
  draft.note('created', trail.body, trail.personal)
}
