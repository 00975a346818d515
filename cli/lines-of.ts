import { StringDecoder } from 'node:string_decoder'

/** A line without its end, or that it was longer than may be and was not kept. */
export type Line = { readonly text: string } | { readonly tooLong: true }

/**
 * The lines of a stream of UTF-8. Only a line feed ends a line, since JSON may hold the other marks
 * that some readers take for one; a last line needs none. A mark of the byte order at the beginning is left out. Of a
 * line of more than `longest` characters nothing is kept: it is read over to its end, and then told once.
 */
export async function* linesOf(
  stream: AsyncIterable<Buffer | string>,
  longest: number,
): AsyncGenerator<Line> {
  const decoder = new StringDecoder('utf8')
  const line = new OpenLine(longest)
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk)
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      line.add(text.slice(start, end))
      yield line.take()
      start = end + 1
    }
    line.add(text.slice(start))
  }
  line.add(decoder.end())
  if (!line.isEmpty) yield line.take()
}

/** The line that is being read, in parts: joining them anew with every chunk would take quadratic time. */
class OpenLine {
  readonly #longest: number
  #parts: string[] = []
  #length = 0
  #isFirst = true

  constructor(longest: number) {
    this.#longest = longest
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  add(part: string): void {
    if (part === '') return
    this.#length += part.length
    // One more for the carriage return, one for the mark at the beginning.
    if (this.#length > this.#longest + 2) this.#parts = []
    else this.#parts.push(part)
  }

  take(): Line {
    const isDropped = this.#length > this.#longest + 2
    const text = clean(this.#parts.join(''), this.#isFirst)
    this.#parts = []
    this.#length = 0
    this.#isFirst = false
    return isDropped || text.length > this.#longest ? { tooLong: true } : { text }
  }
}

function clean(line: string, first: boolean): string {
  const text = first && line.startsWith('\uFEFF') ? line.slice(1) : line
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
