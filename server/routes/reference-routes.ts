import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Request, Response } from 'express'
import { openApiDocument, type OpenApiDocument } from '../contract/index.js'
import { packageVersion } from '../package-root.js'
import { referencePage, referenceStyle } from '../reference/index.js'
import type { Route } from '../http/route.js'
import { unknownRoute } from '../http/unknown-route.js'

/** A page for people may have the style of this address, and nothing else. */
const policy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The contract as a document for programs and as a page for people, and the list of all codes. */
export function referenceRoutes(problemPages: string): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/openapi.json',
      handle: (request, response) => {
        response.json(documentOf(request))
      },
    },
    {
      method: 'GET',
      path: '/docs',
      handle: (request, response) => {
        response
          .set('Content-Security-Policy', policy)
          .type('text/html; charset=utf-8')
          .send(referencePage(documentOf(request), request.baseUrl))
      },
    },
    {
      method: 'GET',
      path: '/docs/reference.css',
      handle: (_request, response) => {
        response.type('text/css; charset=utf-8').send(referenceStyle)
      },
    },
    {
      method: 'GET',
      path: '/docs/problems',
      handle: (request, response) => listProblems(problemPages, request, response),
    },
  ]
}

/** Addresses in it begin where the surface is mounted. */
function documentOf({ baseUrl }: Request): OpenApiDocument {
  return openApiDocument({ url: baseUrl, version: packageVersion() })
}

async function listProblems(problemPages: string, request: Request, response: Response): Promise<void> {
  const page = await readFile(join(problemPages, 'README.md'), 'utf8').catch(() => undefined)
  if (page === undefined) throw unknownRoute(request.path)
  response.type('text/markdown; charset=utf-8').send(page)
}
