import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { EngineError, type CheckedWorkflows, type MutationReport } from '../../engine/index.js'

/** What a thread that mutates processes tells. */
export type MutationNews =
  | { readonly kind: 'progress'; readonly process: string; readonly done: number; readonly of: number }
  /** Without a report the process is faulty. */
  | { readonly kind: 'done'; readonly process: string; readonly report?: MutationReport }

/**
 * Words behind `--mutate`, told apart: what is no id but a file or folder here is a path, so that `test --mutate
 * workflows` means what it says.
 */
export function splitMutated(asked: readonly string[]): {
  readonly processes: readonly string[]
  readonly paths: readonly string[]
} {
  const isPath = (word: string): boolean => /[/\\*.]/.test(word) || existsSync(word)
  return { processes: asked.filter((word) => !isPath(word)), paths: asked.filter(isPath) }
}

/** Processes to mutate: those named, else all that have a story. Throws `usage-wrong` for one there is none of. */
export function mutatedProcesses(
  { processes, scenarios }: CheckedWorkflows,
  asked: readonly string[],
): readonly string[] {
  const known = [...new Set(processes.map(({ id }) => id))]
  if (asked.length === 0) return known.filter((id) => scenarios.some(({ value }) => value['process'] === id))
  const unknown = asked.find((id) => !known.includes(id))
  if (unknown === undefined) return asked
  throw new EngineError(
    'usage-wrong',
    `Expected sound processes or paths after '--mutate', but '${unknown}' is neither. There are ${known.join(', ')}.`,
  )
}

/**
 * Mutates processes in as many threads as the machine has, at most one a process; those with most stories first, since
 * they take longest. Reports come in the order asked for. What is done is told on standard error, because it takes
 * minutes.
 */
export async function mutateProcesses(
  processes: readonly string[],
  { paths, workflows }: { readonly paths: readonly string[]; readonly workflows: CheckedWorkflows },
): Promise<readonly MutationReport[]> {
  const stories = (id: string): number =>
    workflows.scenarios.filter(({ value }) => value['process'] === id).length
  const waiting = processes.toSorted((a, b) => stories(b) - stories(a))
  const progress = new Progress(processes.length)
  const reports = new Map<string, MutationReport>()
  const threads = Math.min(processes.length, availableParallelism())
  const workers = Array.from({ length: threads }, () => startWorker(paths))
  try {
    await Promise.all(workers.map((worker) => work(worker, waiting, { reports, progress })))
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return processes.flatMap((id) => reports.get(id) ?? [])
}

function startWorker(paths: readonly string[]): Worker {
  return new Worker(new URL('./test-mutation-worker.js', import.meta.url), { workerData: paths })
}

interface Kept {
  readonly reports: Map<string, MutationReport>
  readonly progress: Progress
}

/** Gives a thread what waits, one after the other, until nothing does. */
function work(worker: Worker, waiting: string[], { reports, progress }: Kept): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const process = waiting.shift()
      if (process === undefined) resolve()
      else worker.postMessage(process)
    }
    worker.on('error', reject)
    worker.on('exit', () =>
      reject(new Error('A thread that mutates processes ended before its work was done.')),
    )
    worker.on('message', (news: MutationNews) => {
      progress.tell(news)
      if (news.kind === 'progress') return
      if (news.report) reports.set(news.process, news.report)
      next()
    })
    next()
  })
}

/** Least time between two lines about one process. */
const quietMs = 15_000

/** Lines on standard error about a run of many minutes. */
class Progress {
  readonly #of: number
  readonly #toldAt = new Map<string, number>()
  #done = 0

  constructor(of: number) {
    this.#of = of
  }

  tell(news: MutationNews): void {
    const { process: id } = news
    if (news.kind === 'done') {
      this.#done += 1
      const { total = 0, unexplained = 0 } = news.report ?? {}
      this.#line(`${id}: ${total} changes, ${unexplained} not noticed (process ${this.#done} of ${this.#of})`)
      return
    }
    const now = performance.now()
    const last = this.#toldAt.get(id) ?? now
    if (!this.#toldAt.has(id) || now - last >= quietMs) this.#toldAt.set(id, now)
    if (now - last >= quietMs) this.#line(`${id}: ${news.done} of ${news.of} changes`)
  }

  #line(text: string): void {
    process.stderr.write(`mutate: ${text}\n`)
  }
}
