import { firstOfChannel, type Channel, type Service } from '../../channels/index.js'
import type { CheckedWorkflows } from '../../definition/checked-workflows.js'
import type { DeclaredChannel } from '../../definition/index.js'
import type { JsonObject } from '../../errors/index.js'
import { EngineError } from '../../errors/index.js'
import type { EngineLog } from '../ports.js'
import { declaredChannel } from './declared-channel.js'
import { declaredService } from './declared-service.js'
import type { Environment } from './secrets.js'

/** Services and channels a program gives to the engine, by name. */
export interface GivenHandlers {
  readonly services?: Readonly<Record<string, Service>>
  readonly channels?: Readonly<Record<string, Channel>>
}

/** Everything that delivers effects. */
export interface Handlers {
  readonly services: ReadonlyMap<string, Service>
  /** By name; `''` is the channel of messages that name none. */
  readonly channels: ReadonlyMap<string, Channel>
  /** `retry` and `timeout` of declared services, for what the process does not say itself. Times of `timeout` in ms. */
  readonly usual: ReadonlyMap<string, { readonly retry?: JsonObject; readonly timeout?: number }>
}

/**
 * What the files declare, made ready, under what the program gives, which wins. One whose secret is not in the
 * environment, or cannot be used, is left out with a warning that names it and the variable: what it should deliver
 * waits. Throws nothing for that, so that a house is not down because its robot is.
 */
export function declaredHandlers(
  { outside }: Pick<CheckedWorkflows, 'outside'>,
  {
    environment,
    log,
    given,
  }: { readonly environment: Environment; readonly log: EngineLog; readonly given: GivenHandlers },
): Handlers {
  const allow = outside?.allowed ?? []
  const attempt = <T>(what: string, make: () => T): T | undefined => made(what, make, log)
  const services = new Map(Object.entries(given.services ?? {}))
  const usual = new Map<string, { readonly retry?: JsonObject; readonly timeout?: number }>()
  for (const [name, declared] of outside?.services ?? []) {
    if (services.has(name)) continue
    const service = attempt(`service '${name}'`, () => declaredService(declared, { allow, environment }))
    if (!service) continue
    services.set(name, service)
    const { retry, timeout } = declared
    usual.set(name, { ...(retry && { retry }), ...(timeout !== undefined && { timeout }) })
  }
  const channels = new Map(Object.entries(given.channels ?? {}))
  // Those that choose behind those they choose from.
  const declaredChannels = [...(outside?.channels ?? [])].sort(byChoosing)
  for (const [name, declared] of declaredChannels) {
    if (channels.has(name)) continue
    const channel = attempt(`channel '${name}'`, () =>
      declared.kind === 'first-of'
        ? choosingChannel(declared.channels, channels)
        : declaredChannel(declared, { allow, environment }),
    )
    if (channel) channels.set(name, channel)
  }
  const usualChannel = channels.get(outside?.usualChannel ?? '')
  if (usualChannel && !channels.has('')) channels.set('', usualChannel)
  return { services, channels, usual }
}

function byChoosing([, a]: [string, DeclaredChannel], [, b]: [string, DeclaredChannel]): number {
  return Number(a.kind === 'first-of') - Number(b.kind === 'first-of')
}

/** Throws `configuration-invalid` where one of them is not there: messages would take another way than was meant. */
function choosingChannel(names: readonly string[], channels: ReadonlyMap<string, Channel>): Channel {
  const missing = names.filter((name) => !channels.has(name))
  if (missing.length > 0)
    throw new EngineError(
      'configuration-invalid',
      `Expected the channels it chooses from to be started, but ${missing.map((name) => `'${name}'`).join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not. Declare what is missing, set its secret, or have the program bring it.`,
    )
  return firstOfChannel(Object.fromEntries(names.map((name) => [name, channels.get(name) as Channel])))
}

function made<T>(what: string, make: () => T, log: EngineLog): T | undefined {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'configuration-invalid') throw error
    log({
      level: 'warn',
      code: error.code,
      message: `The ${what} is not started, and what it should deliver waits: ${error.message}`,
    })
    return undefined
  }
}
