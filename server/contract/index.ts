export { bodyOf, checkRequest, queryOf } from './checking/check-request.js'
export { openApiDocument, type OpenApiDocument, type OpenApiOperation } from './document/openapi-document.js'
export type { Operation, Operations, ProblemCode } from './operation.js'
export { operations, type AllOperations, type BodyOf, type QueryOf } from './operations.js'
