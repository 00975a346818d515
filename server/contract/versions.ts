import { count, instant, reason } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { definitionProblem, refusal } from './refusal-schemas.js'
import { about, component, flag, list, object, text, whole, word } from './schema.js'

const who = { by: text(), via: about(text(), 'The program through which a person acted.') }

const version = component(
  'ProcessVersion',
  object(
    {
      hash: about(text(), 'Of everything that decides the flow; it names the version.'),
      version: about(text(), 'As its file says.'),
      deployedAt: about(instant, 'When somebody deployed it, or a server first had it in its folder.'),
      status: about(
        word('current', 'earlier', 'retired'),
        '`current`: new cases begin with it. `retired`: none ever will again.',
      ),
      openCases: about(whole({ minimum: 0 }), 'Cases that run on it and have not ended.'),
    },
    {
      profile: text(),
      deployed: about(
        object({ by: who.by, note: text() }, { via: who.via }),
        'Who deployed it, and why; absent where a server only brought it with its folder.',
      ),
      retired: object({ at: instant, by: who.by, reason: text() }, { via: who.via }),
    },
  ),
)

const deployedVersion = component(
  'DeployedVersion',
  object(
    {
      hash: text(),
      version: text(),
      isNew: about(flag, 'Whether nobody had deployed it before.'),
    },
    { profile: text() },
  ),
)

const source = {
  text: about(text(), 'The file of a process, in YAML.'),
  file: about(text({ maxLength: 200 }), 'What problems call the file; `process.yaml` unless given.'),
  stories: about(
    list(object({ file: text({ maxLength: 200 }), text: text() }), { maxItems: 500 }),
    'Stories of the process and the people they name, in YAML, as `workflows/scenarios` has them. One that fails is an error.',
  ),
}

const stories = about(
  object({ passed: count, failed: count }),
  'How the stories went; absent where none was sent, and where an error kept them from being played.',
)

/** The versions of a process. */
export const versionOperations = operationsOf({
  'POST /api/processes/check': {
    id: 'checkVersion',
    tag: 'Processes',
    summary: 'Check the text of a process',
    description:
      'As `aftercare check` would, in a folder where it takes the place of the file with the same process. Plays the stories that come with it. Says what deploying it would lead to, and changes nothing.',
    mayAsk: 'Needs `deploy`.',
    body: object({ text: source.text }, { file: source.file, stories: source.stories }),
    answers: {
      200: {
        description: 'What was found.',
        schema: object(
          {
            sound: about(flag, 'Whether it could be deployed.'),
            problems: about(list(definitionProblem), 'The first hundred of them.'),
            versions: about(list(deployedVersion), 'One for each profile; none where it could not.'),
          },
          { process: text(), stories, refused: about(refusal, 'Why a sound text could not be deployed.') },
        ),
      },
    },
    problems: ['forbidden'],
  },
  'POST /api/processes': {
    id: 'deployVersion',
    tag: 'Processes',
    summary: 'Deploy a version of a process',
    description:
      'New cases begin with it from now on, on every server within seconds; running cases stay on theirs. Its `version` has to be newer than the current one.',
    mayAsk: 'Needs `deploy`.',
    body: object(
      { text: source.text, note: about(reason, 'Why, shown with the version.') },
      { file: source.file, stories: source.stories },
    ),
    once: true,
    ifMatch: 'refused',
    answers: {
      201: {
        description: 'The versions.',
        schema: object(
          {
            process: text(),
            versions: list(deployedVersion),
            problems: about(list(definitionProblem), 'Warnings.'),
          },
          { stories },
        ),
        headers: ['Location', 'Idempotency-Replayed'],
      },
    },
    problems: ['process-invalid', 'version-taken', 'version-not-newer', 'version-retired', 'forbidden'],
  },
  'POST /api/processes/{id}/retire': {
    id: 'retireVersion',
    tag: 'Processes',
    summary: 'Retire versions of a process',
    description:
      'For good: new cases begin with the newest version that is left, and are refused with `version-retired` where there is none. Running cases go on. To stop new cases for a while, drain the process.',
    mayAsk: 'Needs `deploy`.',
    body: object(
      { reason },
      {
        version: about(
          text(),
          'Its `version`, of every profile, or its hash, or the first 8 characters of that; every version unless given.',
        ),
      },
    ),
    once: true,
    ifMatch: 'refused',
    answers: {
      200: {
        description: 'Every version of the process.',
        schema: object({ items: list(version) }),
        headers: ['Idempotency-Replayed'],
      },
    },
    problems: ['unknown-process', 'unknown-version', 'forbidden'],
  },
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
    query: {
      form: about(
        word('long', 'written'),
        '`written`: the file as it was deployed, where somebody deployed it. `long` unless given.',
      ),
    },
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
