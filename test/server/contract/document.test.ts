import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createEngine,
  furtherLoggedActions as loggedByEngine,
  openSqlite,
  operatorActionNames,
} from '../../../engine/index.js'
import { longestReason } from '../../../engine/runtime/check-request.js'
import { operatorActions } from '../../../server/contract/actions.js'
import { furtherLoggedActions } from '../../../server/contract/operator-log.js'
import { longestReasonText } from '../../../server/contract/common-schemas.js'
import { statusOf } from '../../../server/contract/document/common-problems.js'
import { openApiDocument } from '../../../server/contract/document/openapi-document.js'
import { pathNames, type Operation } from '../../../server/contract/operation.js'
import { operations } from '../../../server/contract/operations.js'
import { allRoutes } from '../../../server/index.js'
import { errorCodes } from '../../../engine/errors/error-codes.js'
import { refusalCodes } from '../../../engine/errors/refusal-codes.js'
import { requestCodes } from '../../../engine/errors/request-codes.js'
import type { Route } from '../../../server/http/route.js'
import { openApi31 } from './openapi-31.js'

const all = Object.entries<Operation>(operations)
const document = openApiDocument({ url: '', version: '1.2.3' })

/** Every `$ref` of the document. */
const references = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) =>
        key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
      )

describe('the contract', () => {
  let routes: readonly Route[]
  let close: () => Promise<void>
  beforeAll(async () => {
    const sqlite = await openSqlite(':memory:')
    const engine = await createEngine({ db: sqlite.db, workflows: 'test/server/fixtures' })
    routes = allRoutes(engine, 'docs/problems')
    close = async () => {
      await engine.stop()
      await sqlite.close()
    }
  })
  afterAll(() => close())

  it('has an operation for every route, and no other', () => {
    expect(all.map(([key]) => key).sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    )
  })

  it('gives every operation an id of its own, fit to be a name', () => {
    const ids = all.map(([, { id }]) => id)

    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[a-z][A-Za-z]*$/.test(id))).toEqual([])
  })

  it('has no parameter twice, so that a client can take them as one object', () => {
    const doubled = all.filter(([key, { path, query = {} }]) => {
      const inPath = pathNames(key)
      const strange = Object.keys(path ?? {}).some((name) => !inPath.includes(name))
      return strange || inPath.some((name) => name in query)
    })

    expect(doubled.map(([key]) => key)).toEqual([])
  })

  it('names codes that exist, each with a status', () => {
    const known = new Set([...Object.keys(refusalCodes), ...Object.keys(requestCodes), ...errorCodes])
    const codes = all.flatMap(([, { problems }]) => problems)

    expect(codes.filter((code) => !known.has(code))).toEqual([])
    expect(codes.map(statusOf).every((status) => status >= 400 && status < 600)).toBe(true)
  })

  it('bounds reasons and names actions as the engine does', () => {
    expect(longestReasonText).toBe(longestReason)
    expect([...operatorActions]).toEqual([...operatorActionNames])
    expect([...furtherLoggedActions]).toEqual([...loggedByEngine])
  })
})

describe('the OpenAPI document', () => {
  it('is a document of OpenAPI 3.1', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(openApi31)

    validate(document)

    expect(validate.errors ?? []).toEqual([])
  })

  it('is one that the check refuses with a mistake in it', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(openApi31)
    const wrong = structuredClone(document) as { paths: Record<string, Record<string, object>> }
    wrong.paths['/healthz']!['get'] = { responses: { good: { description: 1 } } }

    expect(validate(wrong)).toBe(false)
  })

  it('has only schemas that are schemas, and refers to nothing that is not there', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const names = Object.keys(document.components.schemas)

    const missing = references(document).filter(
      (reference) => !names.includes(reference.replace('#/components/schemas/', '')),
    )

    expect(missing).toEqual([])
    for (const schema of Object.values(document.components.schemas))
      expect(ajv.validateSchema(schema)).toBe(true)
  })

  it('names every path parameter, and says where it is mounted', () => {
    for (const [path, methods] of Object.entries(document.paths))
      for (const { parameters = [] } of Object.values(methods))
        expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(pathNames(path))
    expect(openApiDocument({ url: '/desk', version: '1' }).servers).toEqual([{ url: '/desk' }])
  })
})
