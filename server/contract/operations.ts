import { actionOperations } from './actions.js'
import { attachmentOperations } from './attachments.js'
import { calendarOperations } from './calendars.js'
import { caseOperations } from './cases.js'
import { changeOperations } from './changes.js'
import { customerLinkOperations } from './customer-links.js'
import { diagramOperations } from './diagrams.js'
import { draftOperations } from './drafts.js'
import { eventOperations } from './events.js'
import { figureOperations } from './figures.js'
import { incidentOperations } from './incidents.js'
import { instanceOperations } from './instances.js'
import { openOperations } from './open.js'
import { operatorLogOperations } from './operator-log.js'
import { paperOperations } from './papers.js'
import { peopleOperations } from './people.js'
import { processOperations } from './processes.js'
import { registerOperations } from './registers.js'
import { savedViewOperations } from './saved-views.js'
import { keyOperations, sessionOperations } from './session.js'
import { switchOperations } from './switches.js'
import { taskOperations } from './tasks.js'
import { unitOperations } from './units.js'
import { watchingOperations } from './watching.js'
import type { Described } from './schema.js'
import { versionOperations } from './versions.js'

/**
 * Every operation of the HTTP surface by `METHOD /path`. Requests are checked by it, the document, the reference and the
 * client are made from it, and a test compares it with the routes both ways. A new route has its operation in the file
 * of its area, and the file its line here.
 */
export const operations = {
  ...openOperations,
  ...sessionOperations,
  ...keyOperations,
  ...processOperations,
  ...versionOperations,
  ...diagramOperations,
  ...instanceOperations,
  ...figureOperations,
  ...eventOperations,
  ...actionOperations,
  ...operatorLogOperations,
  ...caseOperations,
  ...savedViewOperations,
  ...draftOperations,
  ...customerLinkOperations,
  ...taskOperations,
  ...changeOperations,
  ...incidentOperations,
  ...switchOperations,
  ...calendarOperations,
  ...registerOperations,
  ...paperOperations,
  ...peopleOperations,
  ...unitOperations,
  ...attachmentOperations,
  ...watchingOperations,
}

export type AllOperations = typeof operations

/** The body of a request, as its operation describes it. */
export type BodyOf<K extends keyof AllOperations> = AllOperations[K] extends { readonly body: infer B }
  ? Described<B>
  : undefined

/** The values of the query, as its operation describes them. */
export type QueryOf<K extends keyof AllOperations> = AllOperations[K] extends { readonly query: infer Q }
  ? { readonly [N in keyof Q]?: Described<Q[N]> }
  : object
