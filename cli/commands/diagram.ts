import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Command } from 'commander'
import {
  closeStates,
  diagramGraph,
  diagramMermaid,
  diagramOutline,
  diagramSvg,
  EngineError,
  layOut,
  noMarks,
  usuallyClosed,
  type CheckedProcess,
  type Direction,
  type MarkedGraph,
  type ProcessTitles,
} from '../../engine/index.js'
import { languageOption, type Language } from '../language-option.js'
import { drawnCase } from '../drawn-case.js'
import { databasePlace } from '../open-database.js'
import { printJson, printLine, tellErrors } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

interface DiagramOptions {
  readonly instance?: string
  readonly db?: string
  readonly workflows: string
  readonly profile?: string
  readonly lang: string
  readonly direction: string
  readonly theme?: string
  readonly outline?: boolean
  readonly collapse?: boolean
  readonly out?: string
  readonly json?: boolean
}

type Form = 'svg' | 'mermaid' | 'outline'

/** `aftercare diagram`: the picture of a process, or of a case on it, as SVG, as mermaid text or as an outline. */
export function addDiagram(program: Command): void {
  program
    .command('diagram')
    .description('draw a process, or a case on its process; changes nothing')
    .argument('[process]', 'id of the process; not needed with --instance')
    .option(
      '--instance <case>',
      'number or id of a case: drawn on the version it runs on, with where it is and was',
    )
    .option('--db <place>', 'with --instance: SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--workflows <path>', 'files, folder or pattern of the definitions', 'workflows')
    .option('--profile <profile>', 'the process as this profile has it')
    .option('--lang <language>', 'en or zh-CN', 'en')
    .option('--direction <direction>', 'down or right', 'down')
    .option('--theme <theme>', 'light or dark; as the reader has it unless given')
    .option('--outline', 'print the same as a text')
    .option(
      '--collapse',
      'close states that hold others, as the console does: in large pictures, and deep inside',
    )
    .option(
      '--out, -o <file>',
      'write there: .svg, .mmd for mermaid, .txt for the outline; SVG is printed unless given',
    )
    .option('--json', 'one JSON object')
    .action(async (process: string | undefined, options: DiagramOptions) => {
      const form = formOf(options)
      const drawn = await whatIsDrawn(process, options)
      if (drawn === undefined) return
      const text = await textOf(drawn, form, options)
      if (options.out !== undefined) await writeFile(options.out, text)
      const { out } = options
      if (options.json)
        printJson({ process: drawn.graph.process, ...(out === undefined ? { [form]: text } : { out }) })
      else if (out === undefined) globalThis.process.stdout.write(text)
      else printLine(`Wrote ${out}.`)
    })
}

/** Throws `usage-wrong` for a file whose name says nothing known. */
function formOf({ out, outline, collapse }: DiagramOptions): Form {
  const forms: { readonly [ending: string]: Form } = { '.svg': 'svg', '.mmd': 'mermaid', '.txt': 'outline' }
  const written = out === undefined ? undefined : forms[extname(out).toLowerCase()]
  if (out !== undefined && written === undefined)
    throw new EngineError(
      'usage-wrong',
      `Expected a file that ends in .svg, .mmd or .txt, but found '${out}'.`,
    )
  if (outline && written !== undefined && written !== 'outline')
    throw new EngineError('usage-wrong', `Expected a .txt file for an outline, but found '${String(out)}'.`)
  const form = outline ? 'outline' : (written ?? 'svg')
  if (collapse && form === 'outline')
    throw new EngineError(
      'usage-wrong',
      "Expected a picture with '--collapse', but an outline is asked for, which tells every state.",
    )
  return form
}

async function textOf(whole: MarkedGraph, form: Form, options: DiagramOptions): Promise<string> {
  const language: Language = languageOption(options.lang)
  if (form === 'outline') return diagramOutline(whole.graph, language, whole.marks)
  const { graph, marks } = options.collapse ? closeStates(whole, usuallyClosed(whole)) : whole
  if (form === 'mermaid') return diagramMermaid(graph, language)
  const direction = oneOf<Direction>('--direction', options.direction, ['down', 'right'])
  const theme =
    options.theme === undefined
      ? undefined
      : oneOf<'light' | 'dark'>('--theme', options.theme, ['light', 'dark'])
  const layout = await layOut({ graph, language, direction })
  return diagramSvg({ graph, layout, language, marks, ...(theme && { theme }) })
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((each) => each === value)
  if (found !== undefined) return found
  throw new EngineError('usage-wrong', `Expected ${known.join(' or ')} as ${option}, but found '${value}'.`)
}

/** Nothing where the definitions have errors, which are printed then. */
async function whatIsDrawn(
  process: string | undefined,
  options: DiagramOptions,
): Promise<MarkedGraph | undefined> {
  if (options.instance !== undefined) {
    const place = databasePlace(options.db)
    return drawnCase(options.instance, { place, process })
  }
  if (process === undefined)
    throw new EngineError('usage-wrong', 'Expected the id of a process or --instance, but neither is given.')
  const { workflows } = await readDefinitions([options.workflows])
  if (tellErrors(workflows.problems, options.json)) return undefined
  const found = processNamed(workflows.processes, process, options.profile)
  return { graph: diagramGraph(found, titlesOf(workflows.processes)), marks: noMarks }
}

function processNamed(
  processes: readonly CheckedProcess[],
  id: string,
  profile: string | undefined,
): CheckedProcess {
  const versions = processes.filter((one) => one.id === id)
  const found = versions.find((one) => one.profile === profile)
  if (found) return found
  if (versions.length === 0)
    throw new EngineError(
      'usage-wrong',
      `Expected the id of a process, but found '${id}'. There are ${[...new Set(processes.map((one) => one.id))].join(', ')}.`,
    )
  const profiles = versions.flatMap((one) => one.profile ?? []).join(', ') || 'none'
  throw new EngineError(
    'usage-wrong',
    `Expected a profile of '${id}', but found '${profile ?? '(none)'}'. It has: ${profiles}.`,
  )
}

const titlesOf = (processes: readonly CheckedProcess[]): ProcessTitles =>
  new Map(processes.map(({ id, title }) => [id, title]))
