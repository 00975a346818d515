import type { Channel, Service } from '../../channels/index.js'
import type { CheckedWorkflows } from '../../definition/checked-workflows.js'
import type { EngineLog } from '../ports.js'
import type { AddressBook } from './address-book.js'
import { declaredHandlers } from './declared-handlers.js'
import { checkHandlers, effectSettings, type EffectSettings } from './effect-settings.js'
import { Lanes } from './lanes.js'
import type { Switches } from './switches.js'

/** What a host says of work outside. */
export interface EffectOptions {
  /** Services by name, for `invoke` and `call`. They go before those of the same name that the files declare. */
  readonly services?: Readonly<Record<string, Service>>
  /**
   * Channels by name, for `notify`, before those of the files likewise. The one called `default` also sends messages that
   * name none, unless the files say which does.
   */
  readonly channels?: Readonly<Record<string, Channel>>
  /** How effects are delivered. Times in milliseconds. */
  readonly effects?: Partial<EffectSettings>
  /** Where the secrets of declared services and channels are. The environment of the process unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** What delivering effects needs of the engine. */
export interface EffectParts {
  readonly lanes: Lanes
  readonly switches: Switches
  readonly effects: EffectSettings
  readonly book: AddressBook
}

/** Handlers and settings, checked. Throws `configuration-invalid`. `deploy` takes over what other files declare. */
export function createEffectParts(
  { services, channels, effects, environment = process.env }: EffectOptions,
  { workflows, log }: { readonly workflows: CheckedWorkflows; readonly log: EngineLog },
): Pick<EffectParts, 'lanes' | 'effects'> & { deploy(workflows: CheckedWorkflows): void } {
  checkHandlers({ services, channels })
  const given = { ...(services && { services }), ...(channels && { channels }) }
  const handlersOf = (declared: CheckedWorkflows) => declaredHandlers(declared, { environment, log, given })
  const settings = effectSettings(effects)
  const lanes = new Lanes(handlersOf(workflows))
  return { lanes, effects: settings, deploy: (next) => lanes.replace(handlersOf(next)) }
}
