import type { InstanceRecord } from '../../core/record.js'
import type { AcceptedEvent } from '../../core/step-result.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import type { EffectRow, IncidentRow, MessageRow } from '../../store/port.js'
import { sayInstant, type Language } from '../../time/words/index.js'
import type { Instant } from '../../time/instant.js'

/** An event, and through whose eyes it was looked at. */
export interface LookedAt extends AcceptedEvent {
  /** Whose task it is. */
  readonly person?: string
}

/** Everything that is looked at to say why a case does not move. */
export interface StuckCase {
  readonly record: InstanceRecord
  readonly process: CheckedProcess
  readonly now: Instant
  readonly zone: string
  readonly accepted: readonly LookedAt[]
  readonly effects: readonly EffectRow[]
  readonly incidents: readonly IncidentRow[]
  /** Those still to be taken, from this case and for it. */
  readonly messages: readonly MessageRow[]
  /** Cases it waits for, as they stand. */
  readonly children: ReadonlyMap<string, InstanceRecord>
  /** Whether an operator holds everything that goes outside. */
  readonly isHeld: boolean
  /** Calendars whose holidays are not known for the years some due point falls into. */
  readonly unpublished: readonly string[]
  readonly titleOf: (role: string) => Text | undefined
  /** What a person is called; the id where nobody knows. */
  readonly nameOf: (person: string) => string
}

/** The same sentence in both languages; times are told by `say`. */
export function inBoth(
  { zone }: Pick<StuckCase, 'zone'>,
  build: (language: Language, say: (at: Instant) => string) => string,
): Text {
  const one = (language: Language): string => build(language, (at) => sayInstant(at, zone, language))
  return { 'zh-CN': one('zh-CN'), en: one('en') }
}

/** What a state is called. */
export function stateTitle({ process }: Pick<StuckCase, 'process'>, path: string): Text {
  return process.states.get(path)?.title ?? { 'zh-CN': path, en: path }
}

/** Roles as people call them, one after the other. */
export function rolesTitle({ titleOf }: Pick<StuckCase, 'titleOf'>, roles: readonly string[]): Text {
  const titles = roles.map((role) => titleOf(role) ?? { 'zh-CN': role, en: role })
  return {
    'zh-CN': titles.map((title) => title['zh-CN']).join('、'),
    en: titles.map((title) => title.en).join(', '),
  }
}
