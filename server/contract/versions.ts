import { instant } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, flag, list, object, text, whole } from './schema.js'

const version = component(
  'ProcessVersion',
  object(
    {
      hash: about(text(), 'Of everything that decides the flow; it names the version.'),
      version: about(text(), 'As its file says.'),
      deployedAt: about(instant, 'When it was first deployed.'),
      current: about(flag, 'Whether new cases begin with it.'),
      openCases: about(whole({ minimum: 0 }), 'Cases that run on it and have not ended.'),
    },
    { profile: text() },
  ),
)

/** The versions of a process. */
export const versionOperations = operationsOf({
  'GET /api/processes/{id}/versions': {
    id: 'listVersions',
    tag: 'Processes',
    summary: 'List the versions of a process',
    description: 'Every one that was ever deployed, the newest first, one entry for each profile.',
    mayAsk: 'Needs `deploy`.',
    answers: { 200: { description: 'The versions.', schema: object({ items: list(version) }) } },
    problems: ['unknown-process', 'forbidden'],
  },
  'GET /api/processes/{id}/versions/{hash}': {
    id: 'showVersion',
    tag: 'Processes',
    summary: 'Show a version as text',
    description:
      'Everything that decides the flow, in YAML: modules, types, the figures of the profile and short forms are written out.',
    mayAsk: 'Needs `deploy`.',
    answers: { 200: { description: 'The text.', mediaType: 'text/plain' } },
    problems: ['unknown-process', 'unknown-version', 'forbidden'],
  },
  'GET /api/processes/{id}/versions/{hash}/diff': {
    id: 'compareVersions',
    tag: 'Processes',
    summary: 'Compare two versions as text',
    description: 'A unified diff of the texts; empty when both are the same, and for a first version.',
    mayAsk: 'Needs `deploy`.',
    query: {
      from: about(text(), 'Hash of the other version; the one before it with the same profile unless given.'),
    },
    answers: { 200: { description: 'The difference.', mediaType: 'text/plain' } },
    problems: ['unknown-process', 'unknown-version', 'forbidden'],
  },
})
