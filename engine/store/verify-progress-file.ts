import { type FileHandle, open, rm, stat, truncate } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { EngineError } from '../errors/index.js'
import type { VerifiedPage, VerifyProgress } from './verify-progress.js'

/** Progress in a file, to be ended. */
export interface VerifyProgressFile extends VerifyProgress {
  /** Whether there is something of a run before to go on from. */
  readonly goesOn: boolean
  /** Closes the file. One that is `done` is removed: nobody has to go on from it. */
  end(how: { readonly done: boolean }): Promise<void>
}

/** Written in the first line, so that another form is not taken for this one. */
const format = 1

const newline = 0x0a

/**
 * Opens the file in which a verification of the database at `place` keeps what it has read; readable by its owner only.
 * With `resume` it goes on with what is there, otherwise it begins anew. Throws `usage-wrong` for one of another database
 * or another form, and `configuration-invalid` where it cannot be written.
 */
export async function openVerifyProgress(
  file: string,
  { place, resume }: { readonly place: string; readonly resume: boolean },
): Promise<VerifyProgressFile> {
  const goesOn = resume && (await expectOurs(file, place))
  const handle = await openFile(file, goesOn)
  if (!goesOn) await handle.appendFile(`${JSON.stringify({ verified: format, place })}\n`)
  return {
    goesOn,
    async *earlier() {
      if (!goesOn) return
      let length = 0
      for await (const { text, end } of wholeLines(file)) {
        if (length > 0) yield toPage(text, file)
        length = end
      }
      // What a kill has cut in the middle of a line is read again.
      await truncate(file, length)
    },
    async add(page) {
      await handle.appendFile(`${JSON.stringify(page)}\n`)
    },
    async end({ done }) {
      const own = await handle.stat()
      await handle.close()
      // Another run may have begun anew in its place.
      const there = await stat(file).catch(() => undefined)
      if (done && there?.ino === own.ino) await rm(file, { force: true })
    },
  }
}

async function openFile(file: string, goesOn: boolean): Promise<FileHandle> {
  try {
    // A file of its own: a run that is still under way keeps writing into the one it has opened.
    if (!goesOn) await rm(file, { force: true })
    return await open(file, goesOn ? 'a' : 'ax', 0o600)
  } catch (error) {
    throw new EngineError(
      'configuration-invalid',
      `Expected to keep in '${file}' how far the verification has come, but it cannot be written. Name another file with --progress.`,
      { cause: error },
    )
  }
}

/** False where there is no file, or nothing whole in it yet. */
async function expectOurs(file: string, place: string): Promise<boolean> {
  if (!(await stat(file).catch(() => undefined))) return false
  for await (const { text } of wholeLines(file)) {
    const header = parsed(text)
    if (header?.['verified'] !== format) throw notOurs(file)
    if (header['place'] === place) return true
    throw new EngineError(
      'usage-wrong',
      `Expected in '${file}' how far a verification of '${place}' had come, but it is of another database. Name another file with --progress, or begin anew without --resume.`,
    )
  }
  return false
}

function toPage(text: string, file: string): VerifiedPage {
  const page = parsed(text)
  if (typeof page?.['until'] !== 'string' || !Array.isArray(page['cases'])) throw notOurs(file)
  // Written by `add` and by nobody else: who may write to it is believed, as the documentation says.
  return page as unknown as VerifiedPage
}

function parsed(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function notOurs(file: string): EngineError {
  return new EngineError(
    'usage-wrong',
    `Expected in '${file}' how far a verification had come, but there is something else. Begin anew without --resume.`,
  )
}

/** Lines that end, with the number of bytes up to their end; one at a time is in memory. */
async function* wholeLines(file: string): AsyncIterable<{ readonly text: string; readonly end: number }> {
  let open: Buffer[] = []
  let end = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      const line = Buffer.concat([...open, chunk.subarray(from, at)])
      open = []
      from = at + 1
      end += line.length + 1
      yield { text: line.toString(), end }
    }
    open.push(chunk.subarray(from))
  }
}
