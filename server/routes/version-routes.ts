import type { Request, Response } from 'express'
import { versionView, type ProcessVersion } from '../../engine/index.js'
import { expectMay, noSuchProcess, noSuchVersion } from '../access/index.js'
import { queryOf } from '../contract/index.js'
import { RefusedRequest } from '../http/problem-response.js'
import type { Route } from '../http/route.js'
import { actorOf } from '../identity/index.js'
import type { Surface } from '../views/answer-instance.js'

/** The versions of a process, each as text, and what changed between two: for whoever may deploy. */
export function versionRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    {
      method: 'GET',
      path: '/api/processes/{id}/versions',
      handle: async (request, response) => {
        const versions = await openVersions(surface, request, response)
        response.json({ items: versions.map(versionView) })
      },
    },
    {
      method: 'GET',
      path: '/api/processes/{id}/versions/{hash}',
      handle: async (request, response) => {
        const { form = 'long' } = queryOf(response, 'GET /api/processes/{id}/versions/{hash}')
        await openVersions(surface, request, response)
        const { id, hash } = asked(request)
        const text = form === 'long' ? engine.versionText(id, hash) : engine.versionSource(id, hash)
        answerText(response, await text, hash)
      },
    },
    {
      method: 'GET',
      path: '/api/processes/{id}/versions/{hash}/diff',
      handle: async (request, response) => {
        const { from } = queryOf(response, 'GET /api/processes/{id}/versions/{hash}/diff')
        const versions = await openVersions(surface, request, response)
        const { id, hash } = asked(request)
        const other = from ?? before(versions, hash)
        const isThere = versions.some((one) => one.hash.startsWith(other))
        answerText(
          response,
          await engine.compareVersions(id, { from: other, to: hash }),
          isThere ? hash : other,
        )
      },
    },
  ]
}

function asked(request: Request): { readonly id: string; readonly hash: string } {
  return { id: String(request.params['id']), hash: String(request.params['hash']) }
}

/** Those of a process that is open to the actor. Throws `RefusedRequest` where it is not, and without the permission. */
async function openVersions(
  surface: Surface,
  request: Request,
  response: Response,
): Promise<readonly ProcessVersion[]> {
  const { id } = asked(request)
  const isOpen = await surface.reading.process(actorOf(response), id)
  const versions = isOpen ? await surface.engine.versions(id) : []
  if (versions.length === 0) throw new RefusedRequest(noSuchProcess(id))
  await expectMay(surface, response, 'deploy', { process: id })
  return versions
}

/** The version before one with the same profile; itself where it is the first, or where there is none of that name. */
function before(versions: readonly ProcessVersion[], hash: string): string {
  const place = versions.findIndex((one) => one.hash.startsWith(hash))
  const profile = versions[place]?.profile
  return versions.slice(place + 1).find((one) => one.profile === profile)?.hash ?? hash
}

function answerText(response: Response, text: string | undefined, hash: string): void {
  if (text === undefined) throw new RefusedRequest(noSuchVersion(hash))
  response.type('text/plain; charset=utf-8').send(text)
}
