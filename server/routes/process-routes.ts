import type { Response } from 'express'
import type { CheckedProcess, Refusal } from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { noSuchProcess, noSuchVersion } from '../access/refusals.js'
import { RefusedRequest } from '../http/problem-response.js'
import { queryOf } from '../contract/index.js'
import type { Route } from '../http/route.js'
import { processDetailView, processView } from '../views/views.js'

/** The current processes, one entry per process and profile, as far as they are open to the actor. */
export function processRoutes(surface: Surface): readonly Route[] {
  const { engine, reading } = surface
  return [
    {
      method: 'GET',
      path: '/api/processes',
      handle: async (_request, response) => {
        const open = await reading.listed(actorOf(response))
        const items = engine.processes().filter((one) => open?.includes(one.id) ?? true)
        const titleOf = (profile: string | undefined) =>
          profile === undefined ? undefined : engine.titleOfProfile(profile)
        response.json({ items: items.map((one) => processView(one, titleOf(one.profile))) })
      },
    },
    {
      method: 'GET',
      path: '/api/processes/{id}',
      handle: async (request, response) => {
        const { profile, version } = queryOf(response, 'GET /api/processes/{id}')
        const id = String(request.params['id'])
        const process =
          version === undefined
            ? await openProcess(surface, response, { id, profile })
            : await openVersion(surface, response, { id, version })
        response.json(processDetailView(process))
      },
    },
  ]
}

/**
 * The current version of a process, with a profile or without. Refused with `unknown-process` both when there is none
 * and when it is not for this actor, and with `unknown-profile`.
 */
export async function openProcess(
  { engine, reading }: Surface,
  response: Response,
  { id, profile }: { readonly id: string; readonly profile: string | undefined },
): Promise<CheckedProcess> {
  const versions = engine.processes().filter((one) => one.id === id)
  if (versions.length === 0 || !(await reading.process(actorOf(response), id)))
    throw new RefusedRequest(noSuchProcess(id))
  const process = versions.find((one) => one.profile === profile)
  if (process) return process
  const known = versions.map((one) => one.profile)
  throw new RefusedRequest(noSuchProfile(id, profile, known))
}

/** Any version of a process cases may run on: refused with `unknown-process` likewise, and with `unknown-version`. */
async function openVersion(
  { engine, reading }: Surface,
  response: Response,
  { id, version }: { readonly id: string; readonly version: string },
): Promise<CheckedProcess> {
  if (!(await reading.process(actorOf(response), id))) throw new RefusedRequest(noSuchProcess(id))
  const stored = await engine.store.read.processVersion(version)
  if (stored?.process !== id) throw new RefusedRequest(noSuchVersion(version, 'by its whole hash'))
  return engine.processOf({ version })
}

function noSuchProfile(
  process: string,
  profile: string | undefined,
  known: readonly (string | undefined)[],
): Refusal {
  const names = known.map((name) => name ?? '(none)').join(', ')
  const text = {
    'zh-CN': `流程“${process}”没有该配置；可选：${names}。`,
    en: `The process '${process}' has no profile '${profile ?? '(none)'}'; it has: ${names}.`,
  }
  return {
    code: 'unknown-profile',
    text,
    reasons: [{ code: 'unknown-profile', text, expected: names, found: profile ?? '(none)' }],
  }
}
