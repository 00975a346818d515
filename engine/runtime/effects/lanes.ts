import type { Channel, Service } from '../../channels/index.js'
import type { ClaimedLane, EffectRow } from '../../store/port.js'
import type { Handlers } from './declared-handlers.js'

export type Handler =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'channel'; readonly channel: Channel }

/** The channel a program gives under this name also sends messages that name none, unless the files say which does. */
const defaultChannel = 'default'

/** The lanes of effects a node has a handler for. */
export class Lanes {
  #handlers: ReadonlyMap<string, Handler> = new Map()
  #usual: Handlers['usual'] = new Map()

  constructor(handlers: Handlers) {
    this.replace(handlers)
  }

  /** Puts other handlers in place of those before. Attempts under way go on with theirs. */
  replace({ services, channels, usual }: Handlers): void {
    const lanes = new Map<string, Handler>()
    for (const [name, service] of services) lanes.set(`service:${name}`, { kind: 'service', service })
    for (const [name, channel] of channels) lanes.set(`channel:${name}`, { kind: 'channel', channel })
    const unnamed = channels.get('') ?? channels.get(defaultChannel)
    if (unnamed) lanes.set('channel:', { kind: 'channel', channel: unnamed })
    this.#handlers = lanes
    this.#usual = usual
  }

  get names(): readonly string[] {
    return [...this.#handlers.keys()]
  }

  handler(lane: string): Handler | undefined {
    return this.#handlers.get(lane)
  }

  /** An effect with what its service says of attempts where the process says nothing. */
  completed(effect: EffectRow): EffectRow {
    const { service } = effect
    return { ...(service !== undefined && this.#usual.get(service)), ...effect }
  }

  /**
   * How many more effects of each of these lanes may be taken. One lane never takes all places while there are others:
   * a receiver that hangs must not hold up the rest.
   */
  shares(
    lanes: readonly string[],
    places: { readonly all: number; readonly taken: readonly string[] },
  ): readonly ClaimedLane[] {
    const { all, taken } = places
    const mostOfOne = this.#handlers.size > 1 ? Math.max(1, Math.ceil(all * 0.75)) : all
    let free = all - taken.length
    return lanes.flatMap((lane) => {
      const most = Math.min(free, mostOfOne - taken.filter((one) => one === lane).length)
      if (most <= 0) return []
      free -= most
      return [{ lane, most }]
    })
  }
}
