import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { SourceFile } from '../../definition/document.js'
import { EngineError } from '../../errors/index.js'
import { checkSource, tooMuchToCheck, type CheckedSource, type ProcessSource } from './check-source.js'

/** What the thread is given. */
export interface CheckRequest {
  readonly folder: readonly SourceFile[]
  readonly source: ProcessSource
}

export interface CheckLimits {
  /** From being asked to the answer, in milliseconds; the shipped folder takes some two seconds. */
  readonly longest?: number
  /** What a check may hold in memory, in megabytes. */
  readonly mostMemory?: number
  /** Checks asked for and not answered. */
  readonly mostAsked?: number
  /** The built file of the thread. */
  readonly thread?: URL
}

const usual = { longest: 60_000, mostMemory: 1024, mostAsked: 8 }

/** Built beside this file. From the sources, and where a host has put all into one file, it is not there. */
const beside = new URL('./check-thread.js', import.meta.url)

/** A check that was asked for. */
interface Asked {
  readonly request: CheckRequest
  readonly resolve: (checked: CheckedSource) => void
  readonly reject: (why: EngineError) => void
  readonly tooLong: NodeJS.Timeout
}

/**
 * `checkSource` in a thread of its own, so that whoever waits for something else does not wait for it; in this thread
 * where the engine runs from its sources. One is done at a time, so that checks leave a core to the rest.
 */
export class SourceChecker {
  readonly #limits: Required<Omit<CheckLimits, 'thread'>>
  readonly #thread: URL | undefined
  readonly #asked: Asked[] = []
  #worker: Worker | undefined
  #stopped = false

  constructor({ thread = beside, ...limits }: CheckLimits = {}) {
    this.#limits = { ...usual, ...limits }
    this.#thread = existsSync(fileURLToPath(thread)) ? thread : undefined
  }

  /**
   * Rejects with `engine-busy` when too many are asked for already and when it takes too long, with `engine-stopped`
   * once it is stopped, and with `engine-bug` when the thread fails.
   */
  check(request: CheckRequest): Promise<CheckedSource> {
    if (this.#stopped) return Promise.reject(over())
    if (!isText(request.source)) return Promise.reject(noText())
    if (!this.#thread) return Promise.resolve().then(() => checkSource(request.folder, request.source))
    if (this.#asked.length >= this.#limits.mostAsked) return Promise.reject(tooMany(this.#asked.length))
    return new Promise((resolve, reject) => {
      const tooLong = setTimeout(
        () => this.#giveUp(asked, notDone(this.#limits.longest)),
        this.#limits.longest,
      )
      tooLong.unref()
      const asked: Asked = { request, resolve, reject, tooLong }
      this.#asked.push(asked)
      this.#next()
    })
  }

  /** Ends the check under way; it and those that wait are answered with `engine-stopped`. */
  async stop(): Promise<void> {
    this.#stopped = true
    const worker = this.#worker
    for (const asked of [...this.#asked]) this.#giveUp(asked, over())
    await worker?.terminate()
  }

  #next(): void {
    const [asked] = this.#asked
    if (asked && !this.#worker && this.#thread) this.#begin(asked, this.#thread)
  }

  #begin(asked: Asked, thread: URL): void {
    const worker = new Worker(thread, {
      workerData: plain(asked.request),
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.mostMemory },
    })
    this.#worker = worker
    worker.once('message', (checked: CheckedSource) => this.#settle(asked, () => asked.resolve(checked)))
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        this.#settle(asked, () =>
          asked.resolve(tooMuchToCheck(asked.request.source, this.#limits.mostMemory)),
        )
      else this.#giveUp(asked, failed(error.message))
    })
    worker.once('exit', () => {
      this.#giveUp(asked, failed('its thread has ended'))
      this.#worker = undefined
      this.#next()
    })
  }

  /** The next one begins when the thread has ended. */
  #giveUp(asked: Asked, why: EngineError): void {
    const isUnderWay = this.#asked[0] === asked
    this.#settle(asked, () => asked.reject(why))
    if (isUnderWay) void this.#worker?.terminate()
  }

  #settle(asked: Asked, answer: () => void): void {
    const place = this.#asked.indexOf(asked)
    if (place < 0) return
    this.#asked.splice(place, 1)
    clearTimeout(asked.tooLong)
    answer()
  }
}

/** Nothing but what the thread asks for: functions could not go to it. */
function plain({ folder, source: { text, file, stories } }: CheckRequest): CheckRequest {
  return {
    folder,
    source: {
      text,
      ...(file !== undefined && { file }),
      ...(stories && { stories: stories.map(plainFile) }),
    },
  }
}

function plainFile({ file, text, unreadable }: SourceFile): SourceFile {
  return { file, text, ...(unreadable !== undefined && { unreadable }) }
}

/** What is no text could not go to the thread; programs without types may send it. */
function isText({ text, file = '', stories = [] }: ProcessSource): boolean {
  const all = [text, file, ...stories.flatMap((story) => [story.file, story.text])]
  return all.every((one) => typeof one === 'string')
}

const notDone = (longest: number): EngineError =>
  new EngineError(
    'engine-busy',
    `Expected the check to be done within ${longest / 1000} seconds, but it was not. Send it again when less is going on.`,
    { retryable: true },
  )

const tooMany = (asked: number): EngineError =>
  new EngineError(
    'engine-busy',
    `Expected fewer checks under way, but ${asked} are. They are done one after the other: send it again in a moment.`,
    { retryable: true },
  )

const noText = (): EngineError =>
  new EngineError(
    'usage-wrong',
    "Expected 'text', 'file' and 'stories' to be texts, but found something else.",
  )

const over = (): EngineError =>
  new EngineError('engine-stopped', 'Expected an engine that runs, but it has been stopped.')

const failed = (why: string): EngineError =>
  new EngineError('engine-bug', `Expected to check a process, but it failed: ${why}. Please report this.`)
