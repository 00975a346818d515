/**
 * The rules of OpenAPI 3.1.1 for what our document has, as a schema: the fixed fields of every object, none beside them
 * but extensions, and which are needed. What a schema is, its own dialect says.
 */
const text = { type: 'string' }
const mapOf = (values: object): object => ({ type: 'object', additionalProperties: values })
const ref = (name: string): object => ({ $ref: `#/$defs/${name}` })

const fixed = (properties: Record<string, object>, required: readonly string[] = []): object => ({
  type: 'object',
  properties,
  required,
  patternProperties: { '^x-': true },
  additionalProperties: false,
})

const schema = { type: ['object', 'boolean'] }

export const openApi31 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...fixed(
    {
      openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
      info: fixed(
        {
          title: text,
          summary: text,
          description: text,
          termsOfService: text,
          contact: { type: 'object' },
          license: { type: 'object' },
          version: text,
        },
        ['title', 'version'],
      ),
      jsonSchemaDialect: text,
      servers: {
        type: 'array',
        items: fixed({ url: text, description: text, variables: { type: 'object' } }, ['url']),
      },
      paths: {
        type: 'object',
        propertyNames: { pattern: '^/' },
        additionalProperties: ref('pathItem'),
      },
      webhooks: mapOf(ref('pathItem')),
      components: fixed({
        schemas: { ...mapOf(schema), propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' } },
        securitySchemes: mapOf(ref('securityScheme')),
      }),
      security: { type: 'array', items: mapOf({ type: 'array', items: text }) },
      tags: {
        type: 'array',
        items: fixed({ name: text, description: text, externalDocs: { type: 'object' } }, ['name']),
      },
      externalDocs: { type: 'object' },
    },
    ['openapi', 'info', 'paths'],
  ),
  $defs: {
    pathItem: fixed({
      summary: text,
      description: text,
      get: ref('operation'),
      put: ref('operation'),
      post: ref('operation'),
      delete: ref('operation'),
      patch: ref('operation'),
      parameters: { type: 'array', items: ref('parameter') },
    }),
    operation: fixed({
      tags: { type: 'array', items: text, uniqueItems: true },
      summary: text,
      description: text,
      externalDocs: { type: 'object' },
      operationId: text,
      parameters: { type: 'array', items: ref('parameter'), uniqueItems: true },
      requestBody: fixed({ description: text, content: ref('content'), required: { type: 'boolean' } }, [
        'content',
      ]),
      responses: {
        type: 'object',
        minProperties: 1,
        propertyNames: { pattern: '^([1-5](\\d\\d|XX)|default|x-.*)$' },
        additionalProperties: fixed(
          { description: text, headers: mapOf(ref('header')), content: ref('content') },
          ['description'],
        ),
      },
      deprecated: { type: 'boolean' },
      security: { type: 'array', items: mapOf({ type: 'array', items: text }) },
    }),
    parameter: {
      ...fixed(
        {
          name: text,
          in: { enum: ['query', 'header', 'path', 'cookie'] },
          description: text,
          required: { type: 'boolean' },
          deprecated: { type: 'boolean' },
          schema,
        },
        ['name', 'in', 'schema'],
      ),
      if: { properties: { in: { const: 'path' } } },
      then: { properties: { required: { const: true } }, required: ['required'] },
    },
    header: fixed({ description: text, required: { type: 'boolean' }, schema }, ['schema']),
    content: { ...mapOf(fixed({ schema })), propertyNames: { pattern: '^[^/]+/[^/]+$' } },
    securityScheme: {
      ...fixed(
        {
          type: { enum: ['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'] },
          description: text,
          name: text,
          in: { enum: ['query', 'header', 'cookie'] },
          scheme: text,
          bearerFormat: text,
          flows: { type: 'object' },
          openIdConnectUrl: text,
        },
        ['type'],
      ),
      if: { properties: { type: { const: 'http' } } },
      then: { required: ['scheme'] },
    },
  },
}
