import type { AcceptedEvent, Instance } from '../../api/queries.js'

/** An event and its case as they were when somebody began with it. */
export interface OpenedEvent {
  readonly instance: Instance
  readonly event: AcceptedEvent
}

/** Where an event is done: by its form, or by a question where it has none. */
export function eventAddress(
  instance: string,
  { event, state }: { readonly event?: string; readonly state?: string },
): string {
  const query = new URLSearchParams({
    ...(state !== undefined && { state }),
  }).toString()
  const path = `/instances/${encodeURIComponent(instance)}/do${event === undefined ? '' : `/${encodeURIComponent(event)}`}`
  return query === '' ? path : `${path}?${query}`
}
