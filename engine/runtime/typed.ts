import type { Answer, CreateRequest, Engine, SendRequest } from './engine.js'

/** What `aftercare types` writes about one process. */
export interface ProcessTypes {
  /** What a case begins with. */
  readonly start: object
  /** What a case holds. */
  readonly data: object
  /** Payload by event. */
  readonly events: object
}

/** A key that may be left out when nothing in its value is required. */
type Given<Key extends string, Value> =
  Value extends Record<string, never>
    ? { readonly [Name in Key]?: Value }
    : Partial<Value> extends Value
      ? { readonly [Name in Key]?: Value }
      : { readonly [Name in Key]: Value }

/** Instance, event and request of each event of a process: the event decides what the payload may be. */
type SendArguments<Events> = {
  [Event in keyof Events & string]: [
    instance: string,
    event: Event,
    request: Omit<SendRequest, 'payload'> & Given<'payload', Events[Event]>,
  ]
}[keyof Events & string]

/** An engine whose `create` and `send` know the processes. Everything else is the engine's own. */
export interface TypedEngine<Processes extends { [Name in keyof Processes]: ProcessTypes }> extends Omit<
  Engine,
  'create' | 'send'
> {
  create<Name extends keyof Processes & string>(
    process: Name,
    request: Omit<CreateRequest, 'data'> & Given<'data', Processes[Name]['start']>,
  ): Promise<Answer>
  /** Name the process of the case: `engine.send<'repair'>(id, 'quote', { payload, actor })`. */
  send<Name extends keyof Processes & string>(
    ...request: SendArguments<Processes[Name]['events']>
  ): Promise<Answer>
}

/**
 * The same engine, seen through the types that `aftercare types` writes. Nothing is checked at run time that would
 * not be checked anyway: the types help whoever writes the calls.
 */
export function typed<Processes extends { [Name in keyof Processes]: ProcessTypes }>(
  engine: Engine,
): TypedEngine<Processes> {
  return engine as unknown as TypedEngine<Processes>
}
