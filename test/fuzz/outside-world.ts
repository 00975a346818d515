import {
  DeliveryFailed,
  ServiceRefused,
  type EngineOptions,
  type Service,
  type VirtualClock,
} from '../../engine/index.js'
import type { Random } from './random.js'

/** Time limit of one attempt, in milliseconds. */
const timeout = 20_000

/**
 * Services and channels that do what chance has them do: they answer, say no, fail for now or for good, throw or return
 * what nobody can read, or answer when their time limit is over.
 */
export function randomOutside(
  random: Random,
  clock: VirtualClock,
): Pick<EngineOptions, 'services' | 'channels' | 'effects'> {
  const service: Service = () => {
    const answer = random.weighted<() => unknown>([
      [45, () => output(random)],
      [14, () => refuse(random)],
      [12, () => fail(random, false)],
      [5, () => fail(random, true)],
      [8, () => throwAnything(random)],
      [8, () => garbage(random)],
      [8, () => tooLate(random, clock)],
    ])
    return Promise.resolve().then(answer) as ReturnType<Service>
  }
  return {
    services: { bank: service, print: service },
    channels: { default: { send: (_message, attempt) => service({}, attempt) } },
    // One after the other, so that the seed decides who is asked when.
    effects: { random: () => random.next(), concurrency: 1, timeout },
  }
}

/** What the case expects, or nearly. */
function output(random: Random): unknown {
  return random.pick<unknown>([
    { receipt: 'R-1' },
    { receipt: '回单 ‮' },
    { receipt: 7 },
    { receipt: null },
    { receipt: { no: 'R-1' } },
    { receipt: 'x'.repeat(5000), __proto__: null },
    {},
    undefined,
  ])
}

function refuse(random: Random): never {
  const code = random.pick([undefined, 'account-locked', 'x'.repeat(200)])
  const details = random.pick([undefined, { since: 1 }, { until: Number.NaN }])
  throw new ServiceRefused(random.pick(['No.', '', '拒绝']), {
    ...(code && { code }),
    ...(details && { details }),
  })
}

function fail(random: Random, permanent: boolean): never {
  const retryAfter = random.pick([undefined, 1, 3_600_000, Infinity, -1, Number.NaN])
  throw new DeliveryFailed(permanent ? 'receiver-refused' : 'receiver-failed', 'Expected yes.', {
    ...{ permanent, retryAfter },
  })
}

function throwAnything(random: Random): never {
  throw random.pick<unknown>([
    new TypeError('x is not a function'),
    'text',
    undefined,
    { code: 1 },
    Symbol('s'),
  ])
}

function garbage(random: Random): unknown {
  const circle: Record<string, unknown> = {}
  circle['own'] = circle
  const deep = Array.from({ length: 200 }).reduce<unknown>((inner) => ({ inner }), 1)
  return random.pick<unknown>([
    circle,
    deep,
    ['R-1'],
    'R-1',
    7n,
    () => 1,
    { at: new Date(Number.NaN) },
    { n: 1n },
  ])
}

/** The clock goes on beyond the limit, and the answer comes behind it. */
function tooLate(random: Random, clock: VirtualClock): unknown {
  clock.moveTo(clock.now() + timeout + 1)
  return output(random)
}
