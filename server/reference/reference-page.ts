import type { OpenApiDocument, OpenApiOperation } from '../contract/index.js'
import { escapeHtml, inline, markdown } from './escape-html.js'
import { memberRow, memberRows, table, typeLine, type ShownSchema } from './schema-rows.js'

/** The reference as a page of HTML without any script. `base` is where the surface is mounted. */
export function referencePage(document: OpenApiDocument, base: string): string {
  const sections = document.tags
    .map(({ name }) => ({ name, operations: operationsOf(document, name) }))
    .filter(({ operations }) => operations.length > 0)
  const contents = sections
    .map(
      ({ name, operations }) =>
        `<li><a href="#${anchor(name)}">${escapeHtml(name)}</a><ul>${operations.map(contentLine).join('')}</ul></li>`,
    )
    .join('')
  const body = sections
    .map(
      ({ name, operations }) =>
        `<section id="${anchor(name)}"><h2>${escapeHtml(name)}</h2>${operations.map((one) => operationPart(one, base)).join('')}</section>`,
    )
    .join('')
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(document.info.title)} HTTP reference</title>`,
    `<link rel="stylesheet" href="${escapeHtml(base)}/docs/reference.css"></head><body>`,
    `<a class="skip" href="#content">Skip to the content</a>`,
    `<nav aria-label="Contents"><details open><summary>Contents</summary><ol>${contents}<li><a href="#schemas">Schemas</a></li></ol></details></nav>`,
    `<main id="content"><h1>${escapeHtml(document.info.title)} HTTP reference</h1>`,
    `<p>Version ${escapeHtml(document.info.version)}. For programs: <a href="${escapeHtml(base)}/openapi.json">openapi.json</a>. Every code of an error is explained on <a href="${escapeHtml(base)}/docs/problems">a page of its own</a>.</p>`,
    body,
    schemasPart(document),
    '</main></body></html>',
  ].join('\n')
}

interface Listed {
  readonly method: string
  readonly path: string
  readonly operation: OpenApiOperation
}

function operationsOf({ paths }: OpenApiDocument, tag: string): readonly Listed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags.includes(tag))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
}

const anchor = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

const contentLine = ({ operation: { operationId, summary } }: Listed): string =>
  `<li><a href="#${operationId}">${escapeHtml(summary)}</a></li>`

function operationPart({ method, path, operation }: Listed, base: string): string {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation
  const parameterRows = parameters
    .map(({ name, in: place, required, schema, description: words }) =>
      memberRow(name, { ...schema, description: `${places[place] ?? place}. ${words ?? ''}` }, required),
    )
    .join('')
  return [
    `<article id="${operationId}"><h3>${escapeHtml(summary)}</h3>`,
    `<p class="address"><span class="method ${method.toLowerCase()}">${method}</span> <code>${breakable(path)}</code></p>`,
    markdown(description),
    table('Parameters', parameterRows),
    requestBody ? bodyPart('Body', requestBody.content) : '',
    ...Object.entries(responses).map(([status, answer]) => answerPart(status, answer, base)),
    '</article>',
  ].join('')
}

const places: { readonly [place: string]: string } = { path: 'Path', query: 'Query', header: 'Header' }

/** Long addresses may break behind a slash. */
const breakable = (path: string): string => escapeHtml(path).replaceAll('/', '/<wbr>')

function bodyPart(title: string, content: object): string {
  return Object.entries(content as Record<string, { schema: ShownSchema }>)
    .map(([type, { schema }]) => {
      const rows = memberRows(schema)
      const what = type === 'application/json' ? typeLine(schema) : `<code>${escapeHtml(type)}</code>`
      return rows === '' ? `<p><strong>${title}</strong>: ${what}</p>` : table(title, rows)
    })
    .join('')
}

function answerPart(status: string, answer: { description: string; content?: object }, base: string): string {
  if (Number(status) < 400) {
    const part = answer.content ? bodyPart(`Answer ${status}`, answer.content) : ''
    return `<p class="answer"><span class="status">${status}</span> ${inline(answer.description)}</p>${part}`
  }
  const codes = answer.description.replaceAll(
    /`([a-z-]+)`/g,
    (_all, code: string) => `<a href="${escapeHtml(base)}/docs/problems/${code}"><code>${code}</code></a>`,
  )
  return `<p class="answer"><span class="status wrong">${status}</span> ${codes}</p>`
}

function schemasPart({ components }: OpenApiDocument): string {
  const parts = Object.entries(components.schemas).map(([name, schema]) => {
    const shown: ShownSchema = schema
    const rows = memberRows(shown)
    return `<article id="schema-${name}"><h3>${escapeHtml(name)}</h3>${rows === '' ? `<p>${typeLine(shown)}</p>` : table('Members', rows)}</article>`
  })
  return `<section id="schemas"><h2>Schemas</h2>${parts.join('')}</section>`
}
