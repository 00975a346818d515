import type { Problem } from '../../errors/problem.js'

/** A part of the text that is read as something else. */
export interface Edit {
  /** Offsets in the file. */
  readonly start: number
  readonly end: number
  readonly replacement: string
  /** `value` replaces a whole value by what was meant; `nothing` stands for a value that cannot be read. */
  readonly kind: 'text' | 'value' | 'nothing'
}

/** What the parser reads: the file's text with faults replaced, so that one fault does not hide the next. */
export interface HealedText {
  readonly text: string
  readonly problems: readonly Problem[]
  /** Offset in the file of an offset in `text`. */
  toFile(offset: number): number
  /** The edit that wrote the value which begins at an offset in `text`. */
  editAt(offset: number): Edit | undefined
}

/** Applies edits (in order, apart from each other) to a text. */
export function applyEdits(
  original: string,
  edits: readonly Edit[],
  problems: readonly Problem[],
): HealedText {
  const shifts: { at: number; fileAt: number; length: number; edit: Edit }[] = []
  let text = ''
  let from = 0
  for (const edit of edits) {
    text += original.slice(from, edit.start)
    shifts.push({ at: text.length, fileAt: edit.start, length: edit.replacement.length, edit })
    text += edit.replacement
    from = edit.end
  }
  text += original.slice(from)
  const values = new Map(shifts.filter(({ edit }) => edit.kind !== 'text').map(({ at, edit }) => [at, edit]))

  const toFile = (offset: number): number => {
    let low = -1
    let high = shifts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((shifts[middle]?.at ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const shift = shifts[low]
    if (!shift) return offset
    const after = offset - shift.at - shift.length
    // Inside a replacement: as far in as the replaced part goes.
    return after >= 0 ? shift.edit.end + after : Math.min(shift.edit.end, shift.fileAt + offset - shift.at)
  }
  return { text, problems, toFile, editAt: (offset) => values.get(offset) }
}
