import type { Problem } from '../../errors/problem.js'
import type { SourceText } from '../parse/source-text.js'
import type { Edit } from './healed-text.js'
import { effortForFile } from './measure.js'
import { maxProblemsPerFile } from '../parse/limits.js'

/** Something YAML would turn into something else, and what is read in its place. */
export interface TextFault {
  readonly code: Problem['code']
  readonly message: string
  readonly hint: string
  readonly start: number
  readonly end: number
  /** `value`: the text that was meant. Absent: the value is left out. `text`: replaced as it is. */
  readonly healed?: { readonly kind: 'value' | 'text'; readonly text: string }
}

/** Faults of a text in order, with a way back: what looked like a map may turn out to be an expression. */
export class FaultList {
  private readonly entries: { readonly fault: TextFault; readonly edit: Edit | undefined }[] = []
  private readonly warnings: Problem[] = []
  private readonly source: SourceText
  /** What looking ahead may still cost. */
  readonly effort = effortForFile()

  constructor(source: SourceText) {
    this.source = source
  }

  get full(): boolean {
    return this.entries.length >= maxProblemsPerFile
  }

  add(fault: TextFault): void {
    const kind = fault.healed?.kind ?? 'nothing'
    const replacement =
      fault.healed?.kind === 'text' ? fault.healed.text : JSON.stringify(fault.healed?.text ?? '')
    this.entries.push({ fault, edit: { start: fault.start, end: fault.end, replacement, kind } })
  }

  /** Tells something that is read as it stands. */
  warn(fault: TextFault): void {
    this.warnings.push(this.toProblem(fault, 'warning'))
  }

  mark(): number {
    return this.entries.length
  }

  /** Forgets what was added since a mark. */
  back(mark: number): void {
    this.entries.length = mark
  }

  get edits(): readonly Edit[] {
    return this.entries.flatMap(({ edit }) => (edit ? [edit] : []))
  }

  get problems(): readonly Problem[] {
    return [...this.entries.map(({ fault }) => this.toProblem(fault, 'error')), ...this.warnings]
  }

  private toProblem(fault: TextFault, severity: Problem['severity']): Problem {
    const { code, message, hint, start, end } = fault
    return { code, severity, message, hint, place: this.source.placeOf({ start, end }) }
  }
}
