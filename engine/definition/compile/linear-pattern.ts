import { RE2JS } from 're2js'

/** A regular expression that takes time in proportion to the text, whatever is in it. */
export interface LinearPattern {
  /** Whether some part of the text fits, as in JSON Schema. */
  test(text: string): boolean
}

const compiled = new Map<string, LinearPattern | undefined>()
const mostKept = 2000

/** Compiles a pattern once; `undefined` when it is no pattern this engine knows (look-around, back references). */
export function linearPattern(source: string): LinearPattern | undefined {
  if (compiled.has(source)) return compiled.get(source)
  if (compiled.size >= mostKept) compiled.clear()
  const pattern = compile(source)
  compiled.set(source, pattern)
  return pattern
}

function compile(source: string): LinearPattern | undefined {
  try {
    const pattern = RE2JS.compile(source)
    return { test: (text) => pattern.matcher(text).find() }
  } catch {
    // RE2JS throws for what it does not support; whoever asked reports it at its place.
    return undefined
  }
}
