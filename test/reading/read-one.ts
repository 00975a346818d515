import { readSources } from '../../engine/definition/read-source.js'
import type { SourceDocument } from '../../engine/definition/document.js'
import type { Problem } from '../../engine/errors/problem.js'

/** A file read alone: its document, if any, and its problems. */
export function readOne(text: string): {
  readonly document: SourceDocument | undefined
  readonly problems: readonly Problem[]
} {
  const { documents, problems } = readSources([{ file: 'file.yaml', text }])
  return { document: documents[0], problems }
}

/** A process around some states. */
export const processWith = (states: string): string => `dsl: "1"
process: repair
version: "1.0.0"
title: Repair
initial: open
states:
${states}
`

/** `line:column code` of each problem. */
export const marks = (problems: readonly Problem[]): readonly string[] =>
  problems.map(({ code, place }) => `${place?.line}:${place?.column} ${code}`)
