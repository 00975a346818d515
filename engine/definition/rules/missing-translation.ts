import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { SourceDocument, ValuePath } from '../document.js'
import type { Finding, Rule } from '../rule.js'

/** Every text is there in both languages: people read the one they know. */
export const missingTranslation: Rule = {
  name: 'missing-translation',
  check: ({ document }) => untranslatedTexts(document),
}

/** Texts of a document, of whatever kind, that are there in one language only. */
export function untranslatedTexts(document: SourceDocument): Iterable<Finding> {
  return textsIn(document, document.value, [])
}

const chinese = /\p{Script=Han}/u
/** A part that is calculated. */
const calculated = /\$\{(?:"[^"]*"|'[^']*'|[^}"'])*\}/g
/** Words of a language, unlike a model number or an abbreviation such as `OK` or `SN`. */
const words = /\p{Ll}{3}|\p{L} \p{Ll}{2}/u

function* textsIn(document: SourceDocument, value: JsonValue, path: ValuePath): Iterable<Finding> {
  if (value === null || typeof value !== 'object') return
  const text = Array.isArray(value) ? undefined : textOf(value)
  if (text) {
    const finding = untranslated(document, text, path)
    if (finding) yield finding
    return
  }
  for (const [key, child] of Object.entries(value))
    yield* textsIn(document, child, [...path, Array.isArray(value) ? Number(key) : key])
}

function textOf(value: JsonObject): { readonly zh: string; readonly en: string } | undefined {
  const { 'zh-CN': zh, en } = value
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined
}

function untranslated(
  document: SourceDocument,
  { zh, en }: { readonly zh: string; readonly en: string },
  path: ValuePath,
): Finding | undefined {
  if (chinese.test(en)) return missing([...path, 'en'], 'an English text', en)
  // Names inside `${…}` are no words of the text, and punctuation alone is as Chinese as it can be.
  if (chinese.test(zh) || !words.test(zh.replaceAll(calculated, ''))) return undefined
  // A name that is the same in both languages, written out twice, is meant so.
  if (zh === en && !/\s/.test(zh) && isWrittenTwice(document, path)) return undefined
  return missing([...path, 'zh-CN'], 'a Chinese text', zh)
}

function isWrittenTwice(document: SourceDocument, path: ValuePath): boolean {
  const one = document.locate([...path, 'zh-CN'])
  const other = document.locate([...path, 'en'])
  return one.line !== other.line || one.column !== other.column
}

function missing(path: ValuePath, expected: string, found: string): Finding {
  return {
    path,
    message: `Expected ${expected}, but found '${found}'.`,
    expected,
    found,
    hint: 'Write both: { zh-CN: …, en: … }.',
    severity: 'warning',
  }
}
