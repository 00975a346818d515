import { instant, localText, values } from './common-schemas.js'
import { attachment } from './attachments.js'
import { eventProblems } from './events.js'
import { operationsOf } from './operation.js'
import { refusal, shownField } from './refusal-schemas.js'
import { about, byName, component, flag, freeObject, list, object, text, whole, word } from './schema.js'

const tag = 'Cases'

const linkMembers = {
  needed: {
    id: text(),
    role: about(text(), 'The outside role in which whoever has it takes part.'),
    createdAt: instant,
    createdBy: text(),
    expiresAt: instant,
  },
  further: { revokedAt: instant, revokedBy: text() },
}

const neededEvent = object(
  {
    event: text(),
    state: text({ minLength: 0 }),
    visit: whole({ minimum: 0 }),
    answer: word('yes', 'no', 'depends'),
    awaited: about(flag, 'The case waits for this role here; what is not awaited is only possible.'),
  },
  {
    title: localText,
    form: about(freeObject, 'JSON Schema of what it asks.'),
    shows: about(list(shownField), 'What one has to know to decide on it; while it may be sent.'),
    refusal,
  },
)

const promised = object(
  { provisional: flag },
  { dueAt: instant, lowerAt: instant, pausedSince: instant, text: about(localText, 'Why it is due then.') },
)

/** A case through its link. */
const customerCase = component(
  'CustomerCase',
  object(
    {
      title: localText,
      status: word('active', 'ended'),
      revision: whole({ minimum: 1 }),
      createdAt: instant,
      updatedAt: instant,
      states: about(
        list(object({ since: instant }, { title: localText })),
        'Where it is: the innermost states.',
      ),
      promised: about(list(promised), 'What is promised for when: deadlines with a title of their own.'),
      needed: about(list(neededEvent), 'What may be asked of the customer now.'),
    },
    {
      number: text(),
      outcome: text(),
      suspended: object({ at: instant }),
      data: about(values, 'Fields the process lets this role see.'),
      fields: about(byName(freeObject), 'What these fields are: types and labels.'),
    },
  ),
)

const through = { tag, mayAsk: 'Whoever has the link; no key is needed.' } as const
const made = { tag, mayAsk: 'Whoever sees the case and has the permission `customer-links`.' } as const

/** Links that open one case to its customer. */
export const customerLinkOperations = operationsOf({
  'POST /api/instances/{id}/customer-links': {
    ...made,
    id: 'createCustomerLink',
    summary: 'Make a customer link',
    description:
      'A signed address that opens this case to somebody without a key, in one outside role. It is told once.',
    body: object(
      {},
      {
        role: about(text(), 'May be left out where the process has one outside role only.'),
        expiresAt: about(instant, 'Within a year; in thirty days unless given.'),
      },
    ),
    ifMatch: 'refused',
    answers: {
      201: {
        description: 'The link.',
        schema: object(
          {
            ...linkMembers.needed,
            url: about(
              text(),
              'Leads to the page for customers; a path from the root of the server where it is told no address of its own. Its last part is the `token`.',
            ),
          },
          linkMembers.further,
        ),
      },
    },
    problems: ['unknown-instance', 'forbidden'],
  },
  'GET /api/instances/{id}/customer-links': {
    ...made,
    id: 'listCustomerLinks',
    summary: 'List the customer links of a case',
    description: 'Those made last first, at most a hundred, without their addresses.',
    answers: {
      200: {
        description: 'The links.',
        schema: object({
          items: list(component('CustomerLink', object(linkMembers.needed, linkMembers.further))),
          roles: about(
            list(object({ id: text(), title: localText })),
            'The outside roles for which one may be made.',
          ),
        }),
      },
    },
    problems: ['unknown-instance', 'forbidden'],
  },
  'POST /api/instances/{id}/customer-links/revoke': {
    ...made,
    id: 'revokeCustomerLinks',
    summary: 'End all customer links of a case',
    body: object({}),
    ifMatch: 'refused',
    answers: {
      200: {
        description: 'How many were still good.',
        schema: object({ revoked: whole({ minimum: 0 }) }),
      },
    },
    problems: ['unknown-instance', 'forbidden'],
  },
  'GET /customer-links/{token}': {
    ...through,
    id: 'showCustomerCase',
    summary: 'Show a case through its link',
    description: 'A link that is forged, over or revoked is answered like one that never was.',
    answers: { 200: { description: 'The case.', schema: customerCase } },
    problems: ['unknown-instance', 'too-many-requests'],
  },
  'POST /customer-links/{token}/events': {
    ...through,
    id: 'sendThroughCustomerLink',
    summary: 'Send an event through a customer link',
    body: object(
      { event: text() },
      {
        payload: values,
        to: about(text({ minLength: 0 }), 'Path of the region it is meant for.'),
        expectedVisit: object({ state: text({ minLength: 0 }), visit: whole() }),
      },
    ),
    once: true,
    ifMatch: 'refused',
    answers: {
      200: {
        description: 'The case as it stands now.',
        schema: customerCase,
        headers: ['Idempotency-Replayed'],
      },
    },
    problems: [...eventProblems, 'too-many-requests'],
  },
  'POST /customer-links/{token}/attachments': {
    ...through,
    id: 'addCustomerAttachment',
    summary: 'Send a file through a customer link',
    description:
      'Taken while an event the link may send asks for a file. The body is the file as it is: a photograph (JPEG, PNG, WebP, HEIC) or a PDF, told by what is in it, of at most 10 MB; at most twenty that no answer names yet. No link opens a file.',
    query: { name: about(text({ minLength: 0 }), 'Name of the file.') },
    body: 'bytes',
    answers: { 201: { description: 'What was kept.', schema: attachment } },
    problems: [
      'too-many-requests',
      'unknown-instance',
      'forbidden',
      'attachment-hash-wrong',
      'attachment-too-large',
      'attachment-kind-wrong',
      'too-many-attachments',
    ],
  },
})
