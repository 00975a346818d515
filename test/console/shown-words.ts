import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { CheckedWorkflows } from '../../engine/index.js'

const english = join(import.meta.dirname, '../../server/console/src/i18n/en')

/** Words of programs, which mean nothing to whoever works with cases. */
const engineWords = /\b(instance|guard|transition|payload|undefined|NaN)s?\b|\[object/gi

const wordsIn = (text: string): readonly string[] =>
  text.match(/[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*/g) ?? []

/** Words nobody writes but programmers: with a hyphen, or a capital inside. Others cannot be told from plain ones. */
const isId = (word: string): boolean => /-/.test(word) || /[a-z][A-Z]/.test(word)

/** Ids in the processes and the organisation that are no words of a text for people at the same time. */
export function idsOf({ processes, organisation, registers = [] }: CheckedWorkflows): ReadonlySet<string> {
  const ids = new Set<string>()
  const plain = new Set<string>(
    readdirSync(english).flatMap((file) => wordsIn(readFileSync(join(english, file), 'utf8'))),
  )
  const visit = (value: unknown, key = ''): void => {
    if (typeof value === 'string') {
      if (key === 'en') wordsIn(value).forEach((word) => plain.add(word))
      else if (/^[A-Za-z][\w.-]*$/.test(value)) wordsIn(value).forEach((word) => ids.add(word))
    } else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) {
        if (!Array.isArray(value)) wordsIn(name).forEach((word) => ids.add(word))
        visit(one, name)
      }
  }
  for (const { resolved } of processes) visit(resolved)
  visit({ ...organisation.roles, ...Object.fromEntries(registers.map(({ id }) => [id, true])) })
  return new Set([...ids].filter((id) => isId(id) && !plain.has(id)))
}

/** Runs in the page: opens what can be opened, and gathers every text and every spoken name. */
const gather = `(() => {
  for (const one of document.querySelectorAll('details')) one.open = true
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest('script, style, pre, code')) texts.push(node.textContent)
  const names = ['aria-label', 'aria-description', 'title', 'alt', 'placeholder']
  for (const one of document.querySelectorAll('*'))
    for (const name of names) texts.push(one.getAttribute(name) ?? '')
  return texts.filter((text) => text.trim() !== '')
})()`

/** Everything a page says: its text, also behind what can be opened, and the names of pictures, fields and buttons. */
export function shownTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(gather)
}

/** What of these texts is no word of people, each with the text it stands in. */
export function wrongWords(texts: readonly string[], ids: ReadonlySet<string>): readonly string[] {
  return texts.flatMap((text) =>
    [...(text.match(engineWords) ?? []), ...wordsIn(text).filter((word) => ids.has(word))].map(
      (word) => `${word} in “${text.trim().slice(0, 120)}”`,
    ),
  )
}
