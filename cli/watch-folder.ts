import { setTimeout as pause } from 'node:timers/promises'
import {
  EngineError,
  loadWorkflows,
  renderProblem,
  stampWorkflows,
  type Engine,
  type Problem,
} from '../engine/index.js'

/** How often the folder is looked at, in milliseconds. */
const interval = 400

/** What is watched and who is told. */
export interface WatchedFolder {
  readonly folder: string
  /** `stampWorkflows` of the folder before it was read the last time. */
  readonly stamp: string
  readonly engine: Pick<Engine, 'deploy' | 'processes'>
  /** Takes lines for people. */
  readonly tell: (line: string) => void
}

/**
 * Deploys a folder again whenever a file of it changed, about a second later. A folder with an error leaves what was
 * deployed before at work, and the problems are told with their places; that it is mended is told too. The folder is
 * looked at by time and size of its files, since messages of the file system do not come from all mounted folders.
 */
export function watchFolder(watched: WatchedFolder): { stop(): Promise<void> } {
  const ending = new AbortController()
  const done = follow(watched, ending.signal)
  return {
    stop: () => {
      ending.abort()
      return done
    },
  }
}

async function follow({ folder, engine, tell, stamp }: WatchedFolder, ending: AbortSignal): Promise<void> {
  let [deployed, before] = [stamp, stamp]
  let wasBroken = false
  while (await paused(ending)) {
    const found = await stampWorkflows([folder])
    // Two looks alike: whoever writes several files, or a large one, is done.
    const isSettled = found === before
    before = found
    if (!isSettled || found === deployed) continue
    deployed = found
    const isSound = await deployAgain(folder, engine, tell)
    if (isSound && wasBroken) tell('The folder is sound again.')
    wasBroken = !isSound
  }
}

async function paused(ending: AbortSignal): Promise<boolean> {
  await pause(interval, undefined, { signal: ending }).catch(() => undefined)
  return !ending.aborted
}

/** Whether it could be deployed. */
async function deployAgain(
  folder: string,
  engine: WatchedFolder['engine'],
  tell: (line: string) => void,
): Promise<boolean> {
  try {
    const workflows = await loadWorkflows(folder, { stories: false })
    if (workflows.processes.length === 0)
      throw new EngineError(
        'definition-invalid',
        `Expected procedures in the folder, but '${folder}' has none.`,
      )
    const before = new Set(engine.processes().map(({ hash }) => hash))
    await engine.deploy(workflows)
    const changed = workflows.processes.filter(({ hash }) => !before.has(hash)).map(({ id }) => id)
    const which = [...new Set(changed)].join(', ') || 'no procedure is another'
    tell(`Deployed again: ${which}.`)
    return true
  } catch (error) {
    const problems =
      error instanceof EngineError && Array.isArray(error.cause) ? (error.cause as readonly Problem[]) : []
    for (const problem of problems) tell(`${renderProblem(problem)}\n`)
    tell(`Not deployed: ${error instanceof Error ? error.message : String(error)}`)
    tell('What was deployed before stays at work.')
    return false
  }
}
