/** What a request of the table is made with: ids of one fresh case, its task, and a link to it. */
export interface Places {
  readonly instance: string
  readonly task: string
  readonly token: string
}

/** A request whose answer tells who may, and that leaves things as they are for those who come after. */
export interface RouteRequest {
  readonly path: string
  readonly method?: string
  readonly body?: unknown
}

const reason = 'to see who may'

/** Values for the parameters of an address: those of the case where its name tells so, else something unknown. */
function addressOf(path: string, { instance, task, token }: Places): string {
  const id = path.startsWith('/api/instances/')
    ? instance
    : path.startsWith('/api/tasks/')
      ? task
      : path.startsWith('/api/processes/')
        ? // What is drained takes no new cases: the others need theirs.
          'stock'
        : path.startsWith('/api/registers/')
          ? 'visits'
          : path.startsWith('/api/calendars/')
            ? 'standard'
            : 'unknown'
  return path
    .replace('{id}', id)
    .replace('{token}', token)
    .replaceAll(/\{\w+\}/g, 'unknown')
}

/** Bodies by route; `{}` where none is said. */
const bodies: { readonly [route: string]: unknown } = {
  'POST /api/instances': { process: 'visit', data: { fault: 'drips' } },
  'POST /api/instances/{id}/events': { event: 'wish', payload: { wish: 'soon' } },
  'POST /api/instances/{id}/notes': { text: 'called' },
  'POST /api/instances/{id}/corrections': { changes: { fault: 'drips' }, reason },
  'POST /api/instances/{id}/actions': { action: 'recompute', reason },
  'POST /api/instances/{id}/messages/{message}/retry': { reason },
  'POST /api/instances/{id}/messages/{message}/discard': { reason },
  'POST /api/instances/{id}/customer-links': { role: 'customer' },
  'POST /api/views': { name: 'late ones', address: { view: 'late' }, role: 'desk' },
  'POST /api/drafts': { process: 'visit', answers: { fault: 'dr' } },
  'POST /customer-links/{token}/events': { event: 'wish', payload: { wish: 'soon' } },
  'POST /api/incidents/{id}/retry': { reason },
  'POST /api/incidents/{id}/skip': { reason },
  'POST /api/incidents/{id}/send-back': { reason },
  'POST /api/effects/hold': { reason },
  'POST /api/effects/release': { reason },
  'POST /api/processes/check': { text: 'process: visit' },
  'POST /api/processes': { text: 'process: visit', note: reason },
  'POST /api/processes/{id}/retire': { reason, version: '0.0.0' },
  'POST /api/processes/{id}/drain': { reason },
  'POST /api/processes/{id}/reopen': { reason },
  'POST /api/tasks/{id}/release': { reason },
  'POST /api/tasks/{id}/assign': { to: 'tech-east', reason },
  'POST /api/tasks/{id}/complete': { event: 'done' },
  'POST /api/keys': { name: 'new-key', roles: ['desk'] },
  'POST /api/attachments': 'a file',
  'POST /customer-links/{token}/attachments': '%PDF-1.7',
}

/** The request of a route. Streams are asked for their head alone: they have no end. */
export function requestOf(route: string, places: Places): RouteRequest {
  const [method = '', path = ''] = route.split(' ', 2)
  const address = addressOf(path, places)
  if (route === 'GET /api/changes') return { path: address, method: 'HEAD' }
  return method === 'GET' ? { path: address } : { path: address, method, body: bodies[route] ?? {} }
}
