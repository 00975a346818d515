import type { Command } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { Expect, OtherCase, Result, Scenario } from '../../definition/generated/scenario.js'
import type { JsonObject } from '../../errors/index.js'
import type { Begun } from './bring-letters.js'
import { innermost, type Difference } from './check-expectation.js'
import type { ScenarioPlay } from './scenario-play.js'
import type { StoryCase } from './story-case.js'

/** Processes whose awaited cases a story does not play, since it tells their end itself. */
export function toldOnly({ steps = [] }: Scenario): ReadonlySet<string> {
  return new Set(steps.flatMap(({ result }) => (result ? [result.of] : [])))
}

/** The end of an awaited case as a story tells it; `undefined` where none of that process is awaited. */
export function toldChild({ record }: StoryCase, result: Result): Command | undefined {
  for (const { id, children = [] } of record?.invocations ?? []) {
    const child = children.find((one) => one.process === result.of && one.status === 'asked')
    if (!child) continue
    const { instance, process } = child
    const refused = result.refused ?? result.failed
    if (refused !== undefined) {
      const refusal: JsonObject = { code: 'payload-invalid', text: { 'zh-CN': refused, en: refused } }
      return { kind: 'child-ended', invocation: id, child: { instance, process, status: 'refused' }, refusal }
    }
    const { outcome, number, output } = (result.done ?? {}) as JsonObject
    return {
      kind: 'child-ended',
      invocation: id,
      child: {
        instance,
        process,
        status: 'ended',
        ...(typeof outcome === 'string' && { outcome }),
        ...(typeof number === 'string' && { number }),
        ...(typeof output === 'object' && output !== null && !Array.isArray(output) && { output }),
      },
    }
  }
  return undefined
}

/** Compares what the story expects of cases that belong to the one at hand, and gives those it labels their labels. */
export function checkOtherCases(
  expect: Expect,
  { play, subject, begun }: { play: ScenarioPlay; subject: StoryCase; begun: readonly Begun[] },
): readonly Difference[] {
  const parent = subject.record?.origin?.instance
  return [
    ...begunDifferences(expect, play, begun),
    ...(expect.parent
      ? caseDifferences(['parent'], expect.parent, parent === undefined ? undefined : play.caseOf(parent))
      : []),
    ...Object.entries(expect.children ?? {}).flatMap(([name, wanted]) =>
      caseDifferences(['children', name], wanted, play.find(name)),
    ),
  ]
}

function begunDifferences(
  { began }: Expect,
  play: ScenarioPlay,
  begun: readonly Begun[],
): readonly Difference[] {
  if (!began) return []
  const found = begun.map(words).join('; ') || '(none)'
  if (began.length === 0) return begun.length === 0 ? [] : [{ path: ['began'], expected: '(none)', found }]
  const left = [...begun]
  return began.flatMap((wanted, index): readonly Difference[] => {
    const at = left.findIndex(
      (one) =>
        one.process === wanted.process &&
        (wanted.kind === undefined || one.kind === wanted.kind) &&
        wanted.refused === one.refusal?.code,
    )
    const [one] = at < 0 ? [] : left.splice(at, 1)
    const { process, kind, refused, as, state } = wanted
    if (!one)
      return [{ path: ['began', index], expected: [process, kind, refused].filter(Boolean).join(' '), found }]
    if (as !== undefined) play.label(as, one.instance)
    return state ? caseDifferences(['began', index], { state }, play.caseOf(one.instance)) : []
  })
}

function words({ process, kind, refusal }: Begun): string {
  return refusal ? `${process} ${kind} ${refusal.code} (${refusal.text.en})` : `${process} ${kind}`
}

function caseDifferences(
  path: Difference['path'],
  wanted: OtherCase,
  found: StoryCase | undefined,
): readonly Difference[] {
  const { record } = found ?? {}
  if (!record) return [{ path, expected: 'a case', found: '(there is none)' }]
  const ended = record.status === 'ended' ? (record.outcome ?? '(no outcome)') : '(still open)'
  return [
    ...(wanted.state === undefined
      ? []
      : differ([...path, 'state'], [...wanted.state].sort().join(', '), statesOf(record))),
    ...(wanted.ended === undefined ? [] : differ([...path, 'ended'], wanted.ended, ended)),
  ]
}

function statesOf(record: InstanceRecord): string {
  return [...innermost(record)].sort().join(', ') || '(none)'
}

function differ(path: Difference['path'], expected: string, found: string): readonly Difference[] {
  return expected === found ? [] : [{ path, expected, found }]
}
