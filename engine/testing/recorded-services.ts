import { DeliveryFailed, type CheckedWorkflows, type Clock, type Service } from '../index.js'

/** One attempt to have a service do something. */
export interface RecordedCall {
  readonly service: string
  readonly input: Parameters<Service>[0]
  /** The same at every attempt for one effect. */
  readonly key: string
  /** From 1. */
  readonly attempt: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Stand-ins that write down what they are asked. A declared service without one must not be reached from a test. */
export function recordServices(
  { outside }: Pick<CheckedWorkflows, 'outside'>,
  given: Readonly<Record<string, Service>>,
  clock: Pick<Clock, 'now'>,
): { readonly handlers: Record<string, Service>; readonly calls: readonly RecordedCall[] } {
  const calls: RecordedCall[] = []
  const names = new Set([...(outside?.services?.keys() ?? []), ...Object.keys(given)])
  const recorded = (service: string): Service => {
    const standIn = given[service] ?? noStandIn(service)
    return (input, attempt) => {
      calls.push({ service, input, key: attempt.key, attempt: attempt.attempt, at: clock.now() })
      return standIn(input, attempt)
    }
  }
  return { handlers: Object.fromEntries([...names].map((name) => [name, recorded(name)])), calls }
}

function noStandIn(service: string): Service {
  return () =>
    Promise.reject(
      new DeliveryFailed(
        'receiver-refused',
        `Expected a stand-in for the service '${service}', but the test gives none. Name it under 'services'.`,
        { permanent: true },
      ),
    )
}
