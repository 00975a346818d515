/** Where a rule of a process comes from. */
export interface RuleSource {
  /** Where the rule stands in the text, as names from the outermost inwards. */
  readonly path: readonly string[]
  readonly sources: readonly string[]
}

interface OpenName {
  readonly indent: number
  readonly name: string
}

/**
 * Every `source:` in the long form of a version. The server writes that form itself: one value a line, lists as lines
 * of `- `; so the text is read by its indents, and no reader of YAML has to come into the browser.
 */
export function ruleSources(text: string): readonly RuleSource[] {
  const found: { readonly path: readonly string[]; readonly sources: string[] }[] = []
  let open: readonly OpenName[] = []
  let sources: { readonly indent: number; readonly into: string[] } | undefined
  for (const line of text.split('\n')) {
    const [, spaces = '', dashes = '', rest = ''] = /^( *)((?:- )*)(.*)$/.exec(line) ?? []
    const indent = spaces.length + dashes.length
    if (sources && dashes !== '' && indent > sources.indent) {
      sources.into.push(unquoted(rest))
      continue
    }
    sources = undefined
    const [, name, value = ''] = /^("[^"]*"|[^\s:"'][^:]*):(?: (.*))?$/.exec(rest) ?? []
    if (name === undefined) continue
    open = open.filter((one) => one.indent < indent)
    if (name === 'source' && open.length > 0) {
      const into = value === '' ? [] : [unquoted(value)]
      found.push({ path: open.map((one) => one.name), sources: into })
      sources = { indent, into }
    } else open = [...open, { indent, name: unquoted(name) }]
  }
  return found.filter((one) => one.sources.length > 0)
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2')
