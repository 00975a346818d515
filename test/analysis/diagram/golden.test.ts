import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  checkWorkflows,
  diagramGraph,
  diagramSvg,
  layOut,
  readSources,
  readWorkflowFiles,
  type DiagramGraph,
  type DiagramLayout,
} from '../../../engine/index.js'
import { layoutFlaws, unevenLanes } from './layout-flaws.js'

/**
 * Pictures of every shipped process in both languages, as they were last looked at. Each is drawn from the graph that was
 * kept with it, so that a change of a process alone does not change a picture; `GOLDEN=update` keeps both anew:
 * `GOLDEN=update npx vitest run test/analysis/diagram/golden.test.ts`, then look at them.
 */
const folder = join(import.meta.dirname, 'golden')
const isUpdate = process.env['GOLDEN'] === 'update'
const languages = ['zh-CN', 'en'] as const

interface Drawn {
  readonly graph: DiagramGraph
  readonly layouts: { readonly [language in (typeof languages)[number]]: DiagramLayout }
}

const files = await readWorkflowFiles([join(import.meta.dirname, '../../../workflows')])
const { processes } = checkWorkflows(readSources(files))
const titles = new Map(processes.map(({ id, title }) => [id, title]))
const shipped = new Map(
  processes
    .filter(({ profile }) => profile === undefined)
    .map((process) => [process.id, diagramGraph(process, titles)]),
)
const graphFile = (id: string): string => join(folder, `${id}.graph`)
if (isUpdate) for (const [id, graph] of shipped) writeFileSync(graphFile(id), `${JSON.stringify(graph)}\n`)

const kept = readdirSync(folder).flatMap((file) => (file.endsWith('.graph') ? [file.slice(0, -6)] : []))
const drawn = new Map<string, Drawn>()

beforeAll(async () => {
  // All at once: they share one thread.
  await Promise.all(
    kept.map(async (id) => {
      const graph = JSON.parse(readFileSync(graphFile(id), 'utf8')) as DiagramGraph
      const [chinese, english] = await Promise.all(
        languages.map((language) => layOut({ graph, language, direction: 'down' })),
      )
      drawn.set(id, { graph, layouts: { 'zh-CN': chinese!, en: english! } })
    }),
  )
}, 900_000)

describe('the pictures of the shipped processes', () => {
  it('are kept for each of them', () => {
    expect([...shipped.keys()].filter((id) => !kept.includes(id))).toEqual([])
  })

  describe.each(kept)('%s', (id) => {
    it.each(languages)('is drawn as it was last looked at, in %s', (language) => {
      const { graph, layouts } = drawn.get(id)!
      const svg = diagramSvg({ graph, layout: layouts[language], language, style: 'outside' })
      const file = join(folder, `${id}.${language}.svg`)
      if (isUpdate) writeFileSync(file, svg)

      expect(svg === readFileSync(file, 'utf8') ? 'as kept' : `other than ${file}`).toBe('as kept')
    })

    it('has everything in a place of its own, edges from state to state, and level lanes', () => {
      const { graph, layouts } = drawn.get(id)!

      for (const layout of Object.values(layouts))
        expect([...layoutFlaws(graph, layout), ...unevenLanes(graph, layout)]).toEqual([])
    })
  })
})
