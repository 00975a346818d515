import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, runnerImport, type Plugin } from 'vite'

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const callTable = fileOf('../client/call-table.ts')

/** Browsers get the calls as data: the contract they are made of, with all its words, is of no use there. */
const smallCallTable: Plugin = {
  name: 'small-call-table',
  async load(id) {
    if (id !== callTable) return undefined
    const { module } = await runnerImport<{ readonly calls: ReadonlyMap<string, unknown> }>(callTable)
    return `export const calls = new Map(${JSON.stringify([...module.calls])})`
  },
}

const styleName = 'virtual:diagram-style.css'

/** The style of pictures comes as a file of the console: its policy forbids styles inside them. */
const diagramStyle: Plugin = {
  name: 'diagram-style',
  resolveId: (id) => (id === styleName ? `\0${styleName}` : undefined),
  async load(id) {
    if (id !== `\0${styleName}`) return undefined
    const file = fileOf('../../engine/analysis/diagram/diagram-style.ts')
    const { module } = await runnerImport<{ readonly diagramStyle: string }>(file)
    return module.diagramStyle
  },
}

/** The console, built into `dist/console`. Its addresses are relative: the server puts the place it is mounted at before them. */
export default defineConfig({
  root: fileOf('.'),
  base: './',
  plugins: [smallCallTable, diagramStyle, react()],
  build: {
    outDir: fileOf('../../dist/console'),
    emptyOutDir: true,
    manifest: true,
    // The policy of the page forbids inline scripts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_500,
  },
})
