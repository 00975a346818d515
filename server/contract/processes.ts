import { localText } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, byName, component, freeObject, list, object, text } from './schema.js'

/** What is told of a process in a list. */
export const processMembers = {
  needed: {
    id: text(),
    version: text(),
    hash: about(text(), 'Of everything that decides the flow.'),
    title: localText,
    startRoles: list(text()),
    unsetParameters: about(list(text()), 'Figures somebody still has to give.'),
  },
  further: { profile: text(), profileTitle: about(localText, 'What the profile is called.') },
}

const process = component('Process', object(processMembers.needed, processMembers.further))

const processEvent = object({ event: text(), roles: list(text()) }, { title: localText, form: text() })

const processState = component(
  'ProcessState',
  object(
    { path: text(), kind: text(), events: list(processEvent) },
    { title: localText, tags: list(text()), outcome: text(), taskRoles: list(text()) },
  ),
)

/** The current processes. */
export const processOperations = operationsOf({
  'GET /api/processes': {
    id: 'listProcesses',
    tag: 'Processes',
    summary: 'List processes',
    description: 'The current ones that are open to the key, one entry for each process and profile.',
    mayAsk: 'Everybody with a key.',
    answers: { 200: { description: 'The processes.', schema: object({ items: list(process) }) } },
    problems: [],
  },
  'GET /api/processes/{id}': {
    id: 'showProcess',
    tag: 'Processes',
    summary: 'Show a process',
    mayAsk: 'Roles that have something to do in it, and admins.',
    query: {
      profile: about(text(), 'Id of a profile.'),
      version: about(
        text(),
        'Hash of a version, such as the `versionHash` of a case, whatever its profile; the current one unless given.',
      ),
    },
    answers: {
      200: {
        description: 'The process with its states, events, forms and figures.',
        schema: object(
          {
            ...processMembers.needed,
            states: list(processState),
            start: about(freeObject, 'JSON Schema of what a case is begun with.'),
            forms: about(byName(freeObject), 'JSON Schema, by the name of the form.'),
            fields: byName(freeObject),
            decisions: about(byName(localText), 'What decisions are called, by name.'),
            parameters: about(
              freeObject,
              'By name; a duration or a choice has its `words` in both languages.',
            ),
          },
          {
            ...processMembers.further,
            editable: about(
              object({ fields: list(text()), roles: list(text()) }),
              'Fields that may be corrected, and by whom.',
            ),
          },
        ),
      },
    },
    problems: ['unknown-process', 'unknown-profile', 'unknown-version'],
  },
})
