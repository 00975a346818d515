/** A guard as the terms that must all hold. Equal terms have equal texts, however they were spaced or bracketed. */
export function termsOf(source: string): readonly string[] {
  return conjuncts(source.match(token) ?? []).map((tokens) => tokens.join(' '))
}

/**
 * What is known of a condition when `judge` knows some of its parts: parts joined by `&&`, `||` and `not` are judged one
 * by one. `undefined` where it depends on what nobody knows yet.
 */
export function judged(source: string, judge: (part: string) => boolean | undefined): boolean | undefined {
  return judgedTokens(source.match(token) ?? [], judge)
}

function judgedTokens(
  tokens: readonly string[],
  judge: (part: string) => boolean | undefined,
): boolean | undefined {
  const inner = withoutOuterParentheses(tokens)
  const choices = cutAt(inner, '||')
  if (choices.length > 1) return anyOf(choices.map((part) => judgedTokens(part, judge)))
  const terms = cutAt(inner, '&&')
  if (terms.length > 1) return opposed(anyOf(terms.map((part) => opposed(judgedTokens(part, judge)))))
  const [first = '', ...rest] = inner
  const isNegated = (first === '!' || first === 'not') && withoutOuterParentheses(rest) !== rest
  if (isNegated) return opposed(judgedTokens(rest, judge))
  return judge(inner.join(' '))
}

function anyOf(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(true)) return true
  return parts.includes(undefined) ? undefined : false
}

function opposed(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}

const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z_]\w*|\d+(?:\.\d+)?|&&|\|\||==|!=|<=|>=|\S/g

/**
 * Whether guards that hold and guards that fail exclude one another: a term and its opposite, two values of one path,
 * bounds that leave nothing between them. `false` when it cannot be seen from the texts.
 */
export function exclude(holding: readonly string[], failing: readonly string[]): boolean {
  const terms = new Set(holding.flatMap(termsOf))
  if (terms.has('false')) return true
  // A guard fails when one of its terms fails; so it cannot fail while all of them hold.
  if (failing.some((guard) => termsOf(guard).every((term) => terms.has(term)))) return true
  const single = failing.map(termsOf).flatMap((parts) => (parts.length === 1 ? parts : []))
  const all = [...terms, ...single.map(opposite)]
  if (all.some((term) => terms.has(opposite(term)))) return true
  return [...byPath(all).values()].some(leavesNothing)
}

function conjuncts(tokens: readonly string[]): readonly (readonly string[])[] {
  const inner = withoutOuterParentheses(tokens)
  if (topLevel(inner).some(({ text }) => text === '||')) return [inner]
  const terms = cutAt(inner, '&&')
  return terms.length === 1 ? terms : terms.flatMap(conjuncts)
}

/** The parts between an operator outside of all brackets. */
function cutAt(tokens: readonly string[], operator: string): readonly (readonly string[])[] {
  const cuts = topLevel(tokens).filter(({ text }) => text === operator)
  const edges = [-1, ...cuts.map(({ index }) => index), tokens.length]
  return edges.slice(1).map((edge, index) => tokens.slice((edges[index] ?? -1) + 1, edge))
}

function topLevel(tokens: readonly string[]): readonly { text: string; index: number }[] {
  let depth = 0
  const found: { text: string; index: number }[] = []
  for (const [index, text] of tokens.entries()) {
    if (text === '(' || text === '[' || text === '{') depth += 1
    if (text === ')' || text === ']' || text === '}') depth -= 1
    if (depth === 0) found.push({ text, index })
  }
  return found
}

function withoutOuterParentheses(tokens: readonly string[]): readonly string[] {
  const whole = tokens[0] === '(' && topLevel(tokens)[0]?.index === tokens.length - 1
  return whole ? withoutOuterParentheses(tokens.slice(1, -1)) : tokens
}

function opposite(term: string): string {
  const negated = /^(?:not \( (.*) \)|! (.*))$/.exec(term)
  if (!negated) return `not ( ${term} )`
  return conjuncts((negated[1] ?? negated[2] ?? '').split(' '))
    .map((tokens) => tokens.join(' '))
    .join(' && ')
}

interface Comparison {
  readonly operator: string
  readonly value: string | number
}

function byPath(terms: readonly string[]): ReadonlyMap<string, readonly Comparison[]> {
  const found = new Map<string, Comparison[]>()
  for (const term of terms) {
    const match = /^((?:not \( )?)((?:[\w .]|\[ \"[^\"]*\" \])+?) (==|!=|<=|>=|<|>) (.+?)$/.exec(term)
    const text = match?.[4] ?? ''
    const value = literalOf(match?.[1] ? text.replace(/ \)$/, '') : text)
    if (!match?.[2] || !match[3] || value === undefined) continue
    const operator = match[1] ? negatedOperator(match[3]) : match[3]
    found.set(match[2], [...(found.get(match[2]) ?? []), { operator, value }])
  }
  return found
}

function literalOf(text: string): string | number | undefined {
  if (/^"[^"\\]*"$|^'[^'\\]*'$/.test(text)) return text.slice(1, -1)
  const number = /^(?:yuan \( )?(-? ?\d+(?:\.\d+)?)(?: \))?$/.exec(text)?.[1]
  if (number !== undefined) return Number(number.replace(' ', ''))
  return text === 'true' || text === 'false' ? text : undefined
}

function negatedOperator(operator: string): string {
  return { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' }[operator] ?? operator
}

function leavesNothing(comparisons: readonly Comparison[]): boolean {
  const fixed = comparisons.find(({ operator }) => operator === '==')?.value
  if (fixed !== undefined) return !comparisons.every((each) => holds(fixed, each))
  const bounds = comparisons.filter(({ value }) => typeof value === 'number')
  return bounds.some((low) => bounds.some((high) => crosses(low, high)))
}

function holds(value: string | number, { operator, value: other }: Comparison): boolean {
  if (operator === '==') return value === other
  if (operator === '!=') return value !== other
  if (typeof value !== 'number' || typeof other !== 'number') return true
  return (
    { '<': value < other, '<=': value <= other, '>': value > other, '>=': value >= other }[operator] ?? true
  )
}

function crosses(low: Comparison, high: Comparison): boolean {
  if (!low.operator.startsWith('>') || !high.operator.startsWith('<')) return false
  const touching = low.operator === '>=' && high.operator === '<='
  return touching ? low.value > high.value : low.value >= high.value
}
