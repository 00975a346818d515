import { parentPort, workerData } from 'node:worker_threads'
import { runMutations, runScenarios } from '../../engine/index.js'
import { readDefinitions } from '../read-definitions.js'
import type { MutationNews } from './test-mutations.js'

/**
 * A thread that mutates one process after the other, as it is told their ids, and posts `MutationNews`. Each thread reads
 * the definitions itself: what is compiled of them holds functions, which cannot be sent.
 */
const port = parentPort
if (!port) throw new Error('Expected to run as a thread of the test command, but there is no port to it.')
const { workflows, sources } = await readDefinitions(workerData as readonly string[])
const post = (news: MutationNews): void => port.postMessage(news)

port.on('message', (process: string) => {
  const own = {
    ...workflows,
    scenarios: workflows.scenarios.filter(({ value }) => value['process'] === process),
  }
  const report = runMutations(process, {
    workflows: own,
    sources,
    played: runScenarios(own),
    tell: (done, of) => post({ kind: 'progress', process, done, of }),
  })
  post({ kind: 'done', process, ...(report && { report }) })
})
