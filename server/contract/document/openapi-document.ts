import { addressOf, pathNames, tags, type Operation, type OperationAnswer } from '../operation.js'
import { operations } from '../operations.js'
import { problem } from '../refusal-schemas.js'
import { about, text, type Schema } from '../schema.js'
import { problemsOf, statusOf } from './common-problems.js'
import { componentsIn } from './components-in.js'
import { answerHeaders, requestHeaders } from './header-parameters.js'

/** An OpenAPI 3.1 document, as JSON. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: { readonly [path: string]: { readonly [method: string]: OpenApiOperation } }
  readonly components: {
    readonly schemas: { readonly [name: string]: object }
    readonly securitySchemes: object
  }
}

/** One operation of the document. */
export interface OpenApiOperation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required: boolean
    readonly description?: string
    readonly schema: object
  }[]
  readonly requestBody?: { readonly required: true; readonly content: object }
  readonly responses: { readonly [status: string]: { readonly description: string } }
  readonly security?: readonly object[]
}

/** The document of the whole surface. `url` is where it is mounted: empty at the root. */
export function openApiDocument({
  url,
  version,
}: {
  readonly url: string
  readonly version: string
}): OpenApiDocument {
  const paths: Record<string, Record<string, OpenApiOperation>> = {}
  for (const [key, operation] of Object.entries<Operation>(operations)) {
    const { method, path } = addressOf(key)
    ;(paths[path] ??= {})[method.toLowerCase()] = operationObject(key, operation)
  }
  const described = {
    openapi: '3.1.0',
    info: {
      title: 'Aftercare',
      version,
      description: 'Runs after-sales procedures written in YAML: checked, explained, durable.',
    },
    servers: [{ url: url === '' ? '/' : url }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: componentsIn([operations, problem]),
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key.' } },
    },
  }
  // What is for the compiler alone is no JSON, and is left out here.
  return JSON.parse(JSON.stringify(described)) as OpenApiDocument
}

function operationObject(key: string, operation: Operation): OpenApiOperation {
  const { path } = addressOf(key)
  const { id, tag, summary, description, mayAsk, body } = operation
  const parameters = parametersOf(path, operation)
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, `**Who may ask.** ${mayAsk}`].filter((part) => part).join('\n\n'),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true as const, content: contentOf(body) } }),
    responses: { ...goodAnswers(operation), ...problemAnswers(key, operation) },
    security: path.startsWith('/api') ? [{ key: [] }] : [],
  }
}

function parametersOf(path: string, operation: Operation): NonNullable<OpenApiOperation['parameters']> {
  const words: { readonly [name: string]: Schema } = operation.path ?? {}
  const inPath = pathNames(path).map((name) =>
    parameter(name, 'path', words[name] ?? about(text(), name === 'id' ? 'Its id.' : 'Its name.')),
  )
  const inQuery = Object.entries(operation.query ?? {}).map(([name, schema]) =>
    parameter(name, 'query', schema),
  )
  const headers = requestHeaders(operation).map(([name, schema]) => parameter(name, 'header', schema))
  return [...inPath, ...inQuery, ...headers]
}

function parameter(
  name: string,
  place: 'path' | 'query' | 'header',
  { description, ...schema }: Schema,
): NonNullable<OpenApiOperation['parameters']>[number] {
  return {
    name,
    in: place,
    required: place === 'path',
    ...(typeof description === 'string' && { description }),
    schema,
  }
}

const contentOf = (body: Schema | 'bytes'): object =>
  body === 'bytes' ? { '*/*': { schema: {} } } : { 'application/json': { schema: body } }

function goodAnswers({ answers, stream }: Operation): OpenApiOperation['responses'] {
  return Object.fromEntries(
    Object.entries<OperationAnswer>(answers as Record<string, OperationAnswer>).map(([status, answer]) => {
      const { description, schema, mediaType, headers = [] } = answer
      const type = mediaType ?? (schema && 'application/json')
      return [
        status,
        {
          description,
          ...(headers.length > 0 && { headers: answerHeaders(headers) }),
          ...(type !== undefined && {
            content: { [type]: { schema: schema ?? {}, ...(stream && { 'x-event-data': stream }) } },
          }),
        },
      ]
    }),
  )
}

/** One answer for each status, with the codes that have it. */
function problemAnswers(key: string, operation: Operation): OpenApiOperation['responses'] {
  const byStatus = new Map<number, string[]>()
  for (const code of problemsOf(key, operation))
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        content: {
          'application/problem+json': {
            schema: { allOf: [problem, { properties: { code: { enum: codes } } }] },
          },
        },
      },
    ]),
  )
}
