import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { SourceFile } from '../../definition/document.js'
import { EngineError } from '../../errors/index.js'
import { checkSource, type CheckedSource, type ProcessSource } from './check-source.js'

/** What the thread is given. */
export interface CheckRequest {
  readonly folder: readonly SourceFile[]
  readonly source: ProcessSource
}

/** How long a check may take, in milliseconds; the shipped folder takes some two seconds. */
const longest = 60_000

/** What a check may hold in memory, in megabytes. */
const mostMemory = 1024

/** Built beside this file. From the sources, and where a host has put all into one file, it is not there. */
const threadFile = new URL('./check-thread.js', import.meta.url)
const isBuilt = existsSync(fileURLToPath(threadFile))

/** The check before; one is done at a time, so that they leave a core to the rest. */
let before: Promise<unknown> = Promise.resolve()

/**
 * `checkSource` in a thread of its own, so that whoever waits for something else does not wait for it; in this thread
 * where the engine runs from its sources. Rejects with `engine-busy` when it takes too long, and with `engine-bug` when
 * the thread fails.
 */
export function checkInThread(request: CheckRequest): Promise<CheckedSource> {
  const checked = before.then(() => (isBuilt ? placed(request) : checkSource(request.folder, request.source)))
  before = checked.catch(() => undefined)
  return checked
}

function placed(request: CheckRequest): Promise<CheckedSource> {
  return new Promise<CheckedSource>((resolve, reject) => {
    const worker = new Worker(threadFile, {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    })
    const tooLong = setTimeout(() => {
      reject(notDone())
      void worker.terminate()
    }, longest)
    tooLong.unref()
    worker.once('message', resolve)
    worker.once('error', (error) => reject(failed(error.message)))
    worker.once('exit', () => {
      clearTimeout(tooLong)
      reject(failed('its thread has ended'))
    })
  })
}

const notDone = (): EngineError =>
  new EngineError(
    'engine-busy',
    `Expected the check to be done within ${longest / 1000} seconds, but it was not. Send it again when less is going on.`,
    { retryable: true },
  )

const failed = (why: string): EngineError =>
  new EngineError('engine-bug', `Expected to check a process, but it failed: ${why}. Please report this.`)
