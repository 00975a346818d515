import type { ScalarNode } from '../parse/source-node.js'
import type { SchemaNode } from '../shape/schema-node.js'
import type { Report } from './expand-document.js'

/**
 * A number or truth value where a text belongs is taken as it was typed, if the text comes back unchanged. Where YAML
 * changed it (leading zeros, lost digits, `1.0`, `12E5`), that is told: the file says something else than it shows.
 */
export function expandScalar(node: ScalarNode, schema: SchemaNode, report: Report): ScalarNode {
  const typed = node.written?.style === 'plain' ? node.written.source : undefined
  if (typeof node.value !== 'number' && typeof node.value !== 'boolean') return node
  if (typed === undefined) return node
  const unchanged = String(node.value) === typed
  const asText: ScalarNode = { ...node, value: typed }
  if (schema.type === 'string') {
    if (!unchanged) reportChanged(node, typed, report)
    return asText
  }
  if (schema.type === undefined && typeof node.value === 'number' && isNoPlainNumber(typed, node.value)) {
    reportChanged(node, typed, report)
    return asText
  }
  return node
}

/** Whether a number was typed that people do not mean as one: `0138…`, `12E5`, `0x1F`, or more digits than a number keeps. */
function isNoPlainNumber(typed: string, value: number): boolean {
  if (/^[-+]?0[0-9]/.test(typed) || /[eExo]/.test(typed)) return true
  return /^[-+]?[0-9]+$/.test(typed) && String(value) !== typed.replace(/^\+/, '')
}

function reportChanged(node: ScalarNode, typed: string, report: Report): void {
  report({
    code: 'number-changed-text',
    span: node.span,
    message: `Expected a text, but YAML reads '${typed}' as the number ${String(node.value)}.`,
    hint: `Put it in quotes: '${typed}'.`,
  })
}
