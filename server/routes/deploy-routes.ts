import type { Request, Response } from 'express'
import {
  renderProblem,
  versionView,
  type Actor,
  type CheckedSource,
  type DeployedVersion,
  type Problem,
  type ProcessSource,
} from '../../engine/index.js'
import { expectMay } from '../access/index.js'
import { bodyOf } from '../contract/index.js'
import { answerRefusal, RequestProblem } from '../http/problem-response.js'
import { idempotencyKeyOf, idOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import type { Surface } from '../views/answer-instance.js'

/** Most problems of a text that are told. */
const mostTold = 100

/** Versions that are checked, deployed and retired: by whoever may deploy the process. */
export function deployRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/processes/check',
      handle: async (_request, response) => {
        const body = bodyOf(response, 'POST /api/processes/check')
        const { checked, actor } = await checkedFor(surface, response, body)
        response.json(await told(surface, checked, actor))
      },
    },
    {
      method: 'POST',
      path: '/api/processes',
      handle: (request, response) => deploy(surface, request, response),
    },
    {
      method: 'POST',
      path: '/api/processes/{id}/retire',
      handle: (request, response) => retire(surface, request, response),
    },
  ]
}

async function deploy(surface: Surface, request: Request, response: Response): Promise<void> {
  const body = bodyOf(response, 'POST /api/processes')
  const key = idempotencyKeyOf(request)
  const { checked, actor } = await checkedFor(surface, response, body)
  const errors = checked.problems.filter(({ severity }) => severity === 'error')
  const { process, stories } = checked
  if (errors.length > 0 || process === undefined) throw faulty(errors)
  const answer = await surface.engine.deployVersion(checked, { note: body.note, actor, ...key })
  if (answer.refused) {
    answerRefusal(response, answer.refused)
    return
  }
  if (answer.repeated) response.set('Idempotency-Replayed', 'true')
  response
    .status(201)
    .location(`${request.baseUrl}/api/processes/${encodeURIComponent(process)}/versions`)
    .json({
      ...{ process, versions: answer.versions.map(view), problems: problemsOf(checked.problems) },
      ...(stories && { stories }),
    })
}

async function retire(surface: Surface, request: Request, response: Response): Promise<void> {
  const { reason, version } = bodyOf(response, 'POST /api/processes/{id}/retire')
  const id = idOf(request)
  const actor = await expectMay(surface, response, 'deploy', { process: id })
  const answer = await surface.engine.retireVersion(id, {
    ...{ reason, actor },
    ...(version !== undefined && { version }),
    ...idempotencyKeyOf(request),
  })
  if (answer.refused) {
    answerRefusal(response, answer.refused)
    return
  }
  if (answer.repeated) response.set('Idempotency-Replayed', 'true')
  response.json({ items: answer.versions.map(versionView) })
}

/** Who may not deploy anything has nothing checked; of which process the text is shows only then. */
async function checkedFor(
  surface: Surface,
  response: Response,
  source: ProcessSource,
): Promise<{ readonly checked: CheckedSource; readonly actor: Actor }> {
  const actor = await expectMay(surface, response, 'deploy')
  const checked = await surface.engine.checkVersion(source)
  if (checked.process !== undefined)
    await expectMay(surface, response, 'deploy', { process: checked.process })
  return { checked, actor }
}

async function told({ engine }: Surface, checked: CheckedSource, actor: Actor): Promise<object> {
  const { process, problems, stories } = checked
  const about = {
    ...(process !== undefined && { process }),
    problems: problemsOf(problems),
    ...(stories && { stories }),
  }
  if (problems.some(({ severity }) => severity === 'error')) return { sound: false, ...about, versions: [] }
  const answer = await engine.deployVersion(checked, { note: 'check', actor, dryRun: true })
  if (answer.refused) return { sound: false, ...about, versions: [], refused: answer.refused }
  return { sound: true, ...about, versions: answer.versions.map(view) }
}

function view({ hash, version, profile, isNew }: DeployedVersion): object {
  return { hash, version, ...(profile !== undefined && { profile }), isNew }
}

function faulty(errors: readonly Problem[]): RequestProblem {
  const [first] = errors
  const count = `${errors.length} error${errors.length === 1 ? ' was' : 's were'} found`
  return new RequestProblem(
    'process-invalid',
    `Expected a sound process, but ${count}. First: ${first?.message ?? ''}`,
    { definition: problemsOf(errors) },
  )
}

function problemsOf(problems: readonly Problem[]): readonly object[] {
  return problems.slice(0, mostTold).map((problem) => {
    const { code, severity, message, place, expected, found, nearest, hint } = problem
    return {
      ...{ code, severity, message, shown: renderProblem(problem) },
      ...(place && { file: place.file, line: place.line, column: place.column }),
      ...(place?.path !== undefined && { path: place.path }),
      ...{ expected, found, nearest, hint },
    }
  })
}
