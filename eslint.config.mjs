import tseslint from 'typescript-eslint'
import { directions, packages } from './import-directions.mjs'

/** Forbids imports against the table in `import-directions.mjs`. Types may go where values may not. */
const importDirections = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { direction: "'{{from}}' may not import '{{to}}' (import-directions.mjs)." },
  },
  create(context) {
    const root = import.meta.dirname
    const folderOf = (file) => {
      const relative = file.slice(root.length + 1)
      return Object.keys(directions)
        .filter((key) => relative === key || relative.startsWith(key + '/'))
        .sort((a, b) => b.length - a.length)[0]
    }
    const from = folderOf(context.filename)
    const check = (node) => {
      if (!from || !node.source) return
      const typeOnly = node.importKind === 'type' || node.exportKind === 'type'
      const specifier = node.source.value
      if (!specifier.startsWith('.')) {
        const owner = Object.entries(packages).find(
          ([name]) => specifier === name || specifier.startsWith(name + '/'),
        )
        const here = context.filename.slice(root.length + 1)
        if (
          owner &&
          from !== 'bench' &&
          !typeOnly &&
          !owner[1].some((folder) => here.startsWith(folder + '/'))
        )
          context.report({ node, messageId: 'direction', data: { from, to: specifier } })
        return
      }
      const target = new URL(specifier.replace(/\.js$/, '.ts'), 'file://' + context.filename).pathname
      const to = folderOf(target)
      if (!to || to === from) return
      const rule = directions[from]
      const allowed = rule.values.some((folder) => to === folder || to.startsWith(folder + '/'))
      const asType = typeOnly && rule.types.includes(to)
      if (!allowed && !asType) context.report({ node, messageId: 'direction', data: { from, to } })
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check }
  },
}

export default tseslint.config(
  { ignores: ['dist', 'data', 'engine/definition/generated', 'node_modules'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { 'import-directions': importDirections } } },
    rules: {
      'house/import-directions': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A number in a template text is what it looks like.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Contracts are interfaces; a name alone in a union is clearer as a type.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // A describe block is a list, not a function to understand at once.
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
)
