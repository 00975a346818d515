import { instant } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, object, text, whole, word, type Described } from './schema.js'

/** One change, as the data of an event of the stream. */
export const change = component(
  'Change',
  object({
    instance: text(),
    process: text(),
    revision: whole({ minimum: 1 }),
    at: instant,
    kind: word('created', 'changed', 'ended'),
  }),
)

/** What was committed of one case. */
export type Change = Described<typeof change>

/** What changes, as it changes. */
export const changeOperations = operationsOf({
  'GET /api/changes': {
    id: 'followChanges',
    tag: 'Changes',
    summary: 'Follow changes',
    description:
      'What is committed from now on, as server-sent events: each `event: change` has a `Change` as its data, and as its `id` the place to go on from, as `Last-Event-ID`. Changes are kept for seven days. Every fifteen seconds comes a block with an `id` alone.',
    mayAsk: 'Whoever may list cases.',
    query: { process: about(text(), 'Only cases of this process.') },
    stream: change,
    answers: { 200: { description: 'A stream without end.', mediaType: 'text/event-stream' } },
    problems: ['cursor-expired', 'too-many-streams', 'forbidden', 'unknown-process'],
  },
})
