import { instanceId, instant, values } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, text, whole } from './schema.js'

const tag = 'Cases'

const name = text({ maxLength: 200 })

const place = {
  instance: instanceId,
  event: about(name, 'Event of the case it is for.'),
  state: about(text({ minLength: 0, maxLength: 1000 }), 'State whose event it is.'),
  visit: about(whole({ minimum: 0 }), 'Visit of the state during which it was begun.'),
  process: about(name, 'Process of the case it is to begin.'),
  profile: about(name, 'Profile of that case.'),
}

const answers = about(
  values,
  'What was entered so far, where it is other than what the case knew. Nothing of it was checked.',
)

const before = about(
  values,
  'What the case knew at the same paths when that was entered; what was taken away stands here alone. A client can tell by it that somebody has corrected the same meanwhile.',
)

const draft = component(
  'Draft',
  object(
    {
      id: text(),
      answers,
      before,
      createdAt: instant,
      updatedAt: instant,
      expiresAt: about(instant, 'When it is forgotten unless it is changed before.'),
    },
    place,
  ),
)

/** Forms people began and did not send. */
export const draftOperations = operationsOf({
  'GET /api/drafts': {
    id: 'listDrafts',
    tag,
    summary: 'List one’s own drafts',
    description:
      'Of one case, or of the beginning of cases of one process; else all. Those changed last come first. Drafts for what is not open any more are left out.',
    mayAsk: 'Everybody with a key; nobody sees those of others.',
    query: { instance: instanceId, process: about(text(), 'Id of a process.') },
    answers: { 200: { description: 'The drafts.', schema: object({ items: list(draft) }) } },
    problems: ['unknown-instance'],
  },
  'POST /api/drafts': {
    id: 'saveDraft',
    tag,
    summary: 'Keep what was entered',
    description:
      'In place of what the same person entered at the same place before: for an event of a case (`instance`, `event`, `state`, `visit`) or for the beginning of one (`process`, `profile`). Its answers, with `before`, have at most 64 KiB; at most 200 drafts are kept for each person, fourteen days after their last change. Files it names are kept with it.',
    mayAsk: 'Whoever sees the case; for the beginning of one, whoever may know of the process.',
    body: object({ answers }, { before, ...place }),
    answers: { 200: { description: 'The draft.', schema: draft } },
    problems: ['unknown-instance', 'unknown-process', 'draft-too-large', 'too-many-drafts'],
  },
  'POST /api/drafts/{id}/discard': {
    id: 'discardDraft',
    tag,
    summary: 'Discard a draft',
    mayAsk: 'Whoever began it.',
    body: object({}),
    answers: { 204: { description: 'It is gone.' } },
    problems: ['unknown-draft'],
  },
})
