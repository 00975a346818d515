import { parentPort, workerData } from 'node:worker_threads'
import type { CheckRequest } from './source-checker.js'
import { checkSource } from './check-source.js'

/** The thread of `source-checker.ts`: checks what it was begun with, and ends. */
const { folder, source } = workerData as CheckRequest

parentPort?.postMessage(checkSource(folder, source))
