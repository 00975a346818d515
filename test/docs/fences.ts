import { readFileSync } from 'node:fs'

/** A fenced block of a page. */
export interface Fence {
  readonly language: string
  /** What stands behind the language: `file=repair.yaml` gives `{ file: 'repair.yaml' }`, a bare word gives `''`. */
  readonly marks: { readonly [mark: string]: string }
  readonly text: string
  /** Line of the opening fence, from 1. */
  readonly line: number
}

export const docsFolder = new URL('../../docs/', import.meta.url)

export function readPage(name: string): string {
  return readFileSync(new URL(name, docsFolder), 'utf8')
}

/** Every fenced block of a page, in order. */
export function fencesOf(page: string): readonly Fence[] {
  return Array.from(page.matchAll(/^```(\S+)(.*)\n([\s\S]*?)^```$/gm), (match) => {
    const [, language = '', info = '', text = ''] = match
    const marks = info
      .trim()
      .split(/\s+/)
      .filter((mark) => mark !== '')
      .map((mark): [string, string] => {
        const [name = '', ...value] = mark.split('=')
        return [name, value.join('=')]
      })
    return { language, marks: Object.fromEntries(marks), text, line: page.slice(0, match.index).split('\n').length }
  })
}

/**
 * Applies a diff as people write it by hand: lines that begin with `-` go, lines with `+` come, lines with a space
 * stay as they are. The lines that go and stay must stand together in the text, exactly once.
 */
export function applyDiff(text: string, diff: string): string {
  const lines = diff.replace(/\n$/, '').split('\n')
  const side = (mark: string): string =>
    lines
      .filter((line) => line[0] === mark || line[0] === ' ')
      .map((line) => `${line.slice(1)}\n`)
      .join('')
  const parts = `\n${text}`.split(`\n${side('-')}`)
  if (parts.length !== 2)
    throw new Error(`Expected these lines once, but found them ${parts.length - 1} times:\n${side('-')}`)
  return parts.join(`\n${side('+')}`).slice(1)
}
