import { readFile } from 'node:fs/promises'
import { globSync } from 'tinyglobby'
import ts from 'typescript'

/**
 * Names of the transactions of the engine, read from its source, in alphabetical order. Throws where one has no name, but
 * for those that join a transaction of the host.
 */
export async function namedTransactions(): Promise<readonly string[]> {
  const names = new Set<string>()
  for (const file of globSync('engine/{runtime,store}/**/*.ts')) {
    const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.ES2022, true)
    for (const call of callsIn(source)) {
      const name = nameOf(call)
      if (name === undefined)
        throw new Error(`Expected a name for the transaction in ${file}: ${call.getText()}`)
      if (name !== '') names.add(name)
    }
    for (const name of namesGiven(source)) names.add(name)
  }
  return [...names].sort()
}

/** Names that operators' actions give to their frame, and the one it takes where none is given. */
function namesGiven(source: ts.SourceFile): readonly string[] {
  const text = source.getFullText()
  return [...text.matchAll(/\b(?:transaction: |name: asked\.transaction \?\? )'([a-z-]+)'/g)].map(
    ([, name = '']) => name,
  )
}

/** Calls of `store.transaction`, `store.group` and the store's own. */
function callsIn(source: ts.SourceFile): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTransaction(node.expression)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isTransaction(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee))
    return callee.text === 'own' && callee.getSourceFile().fileName.endsWith('create-store.ts')
  if (!ts.isPropertyAccessExpression(callee)) return false
  const of = callee.expression.getText()
  return /^(transaction|group)$/.test(callee.name.text) && /(^|[.#])store$/.test(of)
}

/** Empty for a call that passes on the name it is given, or joins the host's transaction. */
function nameOf(call: ts.CallExpression): string | undefined {
  const text = call.arguments.map((argument) => argument.getText())
  const [first = '', second = ''] = text
  // Its type asks for a name.
  if (ts.isIdentifier(call.expression)) return /^'([a-z-]+)'$/.exec(first)?.[1] ?? ''
  if (/\bhost: /.test(second) || second === 'options') return ''
  return /\bname: '([a-z-]+)'/.exec(second)?.[1]
}
