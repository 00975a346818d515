import { instant, next, pageQuery } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, flag, list, object, onlyTrue, text, word } from './schema.js'

const tag = 'Signing in'

const limits = about(
  object({}, { processes: list(text()), readOnly: onlyTrue }),
  'What the key is confined to beside its roles; absent where nothing is.',
)

const sessionMembers = {
  needed: {
    id: text(),
    actor: about(text(), 'Who is signed in.'),
    by: about(word('key', 'provider'), 'What vouches for them.'),
    createdAt: instant,
    usedAt: about(instant, 'To about a minute.'),
    endsAt: about(instant, 'When it is over, however much it is used.'),
    idleUntil: about(instant, 'When it is over unless it is used before.'),
  },
  further: { agent: about(text(), 'What the browser calls itself.') },
}

const session = component('Session', object(sessionMembers.needed, sessionMembers.further))

const whoAmI = component(
  'WhoAmI',
  object(
    {
      actor: object(
        { id: text(), roles: list(text()) },
        {
          via: about(text(), 'The program that acts for the person.'),
          party: about(text(), 'The outside party they belong to.'),
          standsInFor: list(object({ person: text(), roles: list(text()) })),
        },
      ),
      by: about(word('key', 'token', 'session', 'host'), 'How that is known.'),
      may: about(
        list(text()),
        'Permissions of `access.yaml` they have somewhere; whether for a case, its process and branch decide.',
      ),
    },
    {
      limits,
      session,
      csrfToken: about(
        text(),
        'What a browser sends as `X-CSRF-Token` with everything that changes something.',
      ),
    },
  ),
)

/** Signing in and out, and who is signed in. */
export const sessionOperations = operationsOf({
  'GET /api/session': {
    id: 'whoAmI',
    tag,
    summary: 'Ask who one is',
    description: 'Who asks, with the roles that count now, and by what that is known.',
    mayAsk: 'Everybody who is known.',
    answers: { 200: { description: 'Who asks.', schema: whoAmI } },
    problems: [],
  },
  'POST /api/session': {
    id: 'signIn',
    tag,
    summary: 'Sign a browser in with a key',
    description:
      'Sent by a page of this origin, with the key in `Authorization`. The answer sets a cookie no script can read; from then on the browser needs no key. A session it had before is ended.',
    mayAsk: 'Whoever has a key.',
    answers: { 201: { description: 'Who is signed in.', schema: whoAmI } },
    problems: ['sign-in-unavailable'],
  },
  'POST /api/session/end': {
    id: 'signOut',
    tag,
    summary: 'Sign out',
    description: 'Ends the session of the request and takes its cookie away.',
    mayAsk: 'Whoever is signed in.',
    answers: { 204: { description: 'It is over.' } },
    problems: ['session-unknown', 'sign-in-unavailable'],
  },
  'GET /api/sessions': {
    id: 'listSessions',
    tag,
    summary: 'List open sessions',
    description: 'The newest first.',
    mayAsk: 'Everybody their own; with the permission `sessions` those of all, or of one person.',
    query: { actor: about(text(), 'Id of a person.'), ...pageQuery },
    answers: { 200: { description: 'A page of them.', schema: object({ items: list(session) }, { next }) } },
    problems: ['forbidden'],
  },
  'POST /api/sessions/{id}/end': {
    id: 'endSession',
    tag,
    summary: 'End a session',
    mayAsk: 'Everybody their own; with the permission `sessions` any.',
    answers: { 204: { description: 'It is over.' } },
    problems: ['session-unknown'],
  },
  'GET /sign-in': {
    id: 'signInAtProvider',
    tag,
    summary: 'Sign in at the identity provider',
    description: 'Sends the browser to the provider, which sends it back to `/sign-in/callback`.',
    mayAsk: 'Everybody.',
    query: { returnTo: about(text(), 'Path of this server to go to afterwards.') },
    answers: { 302: { description: 'To the provider.' } },
    problems: [
      'route-unknown',
      'provider-away',
      'sign-in-unavailable',
      'request-invalid',
      'too-many-requests',
    ],
  },
  'GET /sign-in/callback': {
    id: 'completeSignIn',
    tag,
    summary: 'Come back from the identity provider',
    mayAsk: 'Everybody.',
    query: {
      code: text({ minLength: 0 }),
      state: text({ minLength: 0 }),
      iss: text({ minLength: 0 }),
      session_state: text({ minLength: 0 }),
      error: text({ minLength: 0 }),
      error_description: text({ minLength: 0 }),
      error_uri: text({ minLength: 0 }),
    },
    answers: { 303: { description: 'To where it was asked for. A session is open.' } },
    problems: [
      'route-unknown',
      'sign-in-failed',
      'token-invalid',
      'provider-away',
      'sign-in-unavailable',
      'too-many-requests',
    ],
  },
  'GET /sign-in/link/{secret}': {
    id: 'signInLink',
    tag,
    summary: 'Look at a sign-in link',
    description: 'A page with a button; following the link alone signs nobody in.',
    mayAsk: 'Everybody.',
    answers: { 200: { description: 'A page.', mediaType: 'text/html' } },
    problems: [],
  },
  'POST /sign-in/link/{secret}': {
    id: 'useSignInLink',
    tag,
    summary: 'Sign in by a link',
    description: 'Once, and only from the page of the link.',
    mayAsk: 'Whoever has the link.',
    answers: { 303: { description: 'A session is open.' } },
    problems: [
      'sign-in-link-invalid',
      'cross-site-request',
      'sign-in-unavailable',
      'key-revoked',
      'too-many-requests',
    ],
  },
})

const key = component(
  'ApiKey',
  object(
    {
      id: text(),
      name: text(),
      roles: list(text()),
      state: word('valid', 'expired', 'revoked'),
      createdAt: instant,
    },
    {
      actor: about(text(), 'Person it acts as; its own name where absent.'),
      processes: about(list(text()), 'Processes it is confined to.'),
      readOnly: onlyTrue,
      mayActFor: onlyTrue,
      createdBy: about(text(), 'Absent where it was made on the machine of the database.'),
      expiresAt: instant,
      revokedAt: instant,
      revokedBy: text(),
      lastUsedAt: about(instant, 'To about a minute.'),
      oldSecretUntil: about(instant, 'Until then the secret before still works.'),
    },
  ),
)

const createdKey = object({
  id: text(),
  key: about(text(), 'The secret. It is shown this once; only a hash of it is kept.'),
})

/** API keys over HTTP. */
export const keyOperations = operationsOf({
  'GET /api/keys': {
    id: 'listKeys',
    tag,
    summary: 'List API keys',
    description: 'Without their secrets, the oldest first.',
    mayAsk: 'Whoever has the permission `keys`.',
    answers: { 200: { description: 'All of them.', schema: object({ items: list(key) }) } },
    problems: ['forbidden'],
  },
  'POST /api/keys': {
    id: 'createKey',
    tag,
    summary: 'Make an API key',
    mayAsk: 'Whoever has the permission `keys`.',
    body: object(
      {},
      {
        name: about(text({ maxLength: 100 }), 'What it acts under. Made up unless given.'),
        roles: list(text({ maxLength: 100 }), { maxItems: 50 }),
        actor: about(
          text({ maxLength: 200 }),
          'Person it acts as, with the roles of the person besides its own.',
        ),
        expiresAt: instant,
        processes: about(list(text({ maxLength: 100 }), { maxItems: 100 }), 'Processes it is confined to.'),
        readOnly: flag,
        mayActFor: about(flag, 'It may act for people it names, with the roles both have.'),
      },
    ),
    answers: { 201: { description: 'The key.', schema: createdKey } },
    problems: ['forbidden'],
  },
  'POST /api/keys/{id}/rotate': {
    id: 'rotateKey',
    tag,
    summary: 'Give an API key another secret',
    description: 'Its name, roles and limits stay.',
    mayAsk: 'Whoever has the permission `keys`.',
    body: object(
      {},
      {
        overlap: about(text(), 'How long the secret before still works, such as `2 hours`; 30 days at most.'),
      },
    ),
    answers: { 200: { description: 'The key with its new secret.', schema: createdKey } },
    problems: ['forbidden', 'api-key-unknown'],
  },
  'POST /api/keys/{id}/revoke': {
    id: 'revokeKey',
    tag,
    summary: 'Revoke an API key',
    description: 'From the next request on it and the sessions opened with it are over.',
    mayAsk: 'Whoever has the permission `keys`.',
    answers: { 204: { description: 'It works no more.' } },
    problems: ['forbidden', 'api-key-unknown'],
  },
})
